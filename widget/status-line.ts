import type { LinkState } from './connection.ts'
import { h } from './dom.ts'
import { say } from './words.ts'

const lost: readonly LinkState[] = ['reconnecting', 'offline', 'signed-out']

/**
 * The line that says whether what was written is saved, and whether the connection stands. That something is under
 * way is only seen; what became of it is heard too, in a region that was emptied meanwhile: once for each turn.
 */
export function statusLine() {
  const doing = h('span', { 'aria-hidden': 'true' })
  const said = h('span', { role: 'status' })
  const line = h('p', { class: 'status' }, doing, said)
  let before: LinkState = 'connecting'
  const put = (words: string, underWay = '') => {
    doing.textContent = underWay
    said.textContent = words
  }
  const show = (state: LinkState) => {
    // Said once a change, so that a screen reader is not told the same thing at every try.
    if (before === state) return
    const returned = lost.includes(before) && !lost.includes(state)
    line.dataset.state = state
    // Looked for from the root, a line that is lost would be looked for again with every change of the page.
    document.documentElement.toggleAttribute('data-lost', lost.includes(state))
    if (returned) put(say('status.reconnected'))
    else if (state === 'saving' || state === 'connecting') put('', say(`status.${state}`))
    else if (state === 'open') put(before === 'saving' ? say('status.saved') : '')
    else if (state === 'idle') put('')
    else put(say(`status.${state}`))
    before = state
  }
  return { line, show, say: put }
}
