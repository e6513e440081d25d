import type { LinkState } from './connection.ts'
import { h } from './dom.ts'
import { say } from './words.ts'

/** The line that says whether what was written is saved, and whether the connection stands. */
export function statusLine(): { line: HTMLElement; show: (state: LinkState) => void } {
  const line = h('p', { class: 'status', role: 'status' })
  let before: LinkState = 'connecting'
  const show = (state: LinkState) => {
    // Said once a change, so that a screen reader is not told the same thing at every try.
    if (before === state) return
    const lost = (at: LinkState) => at === 'reconnecting' || at === 'signed-out'
    const returned = lost(before) && !lost(state)
    const words = {
      connecting: say('status.connecting'),
      saving: say('status.saving'),
      reconnecting: say('status.reconnecting'),
      'signed-out': say('status.signed-out'),
      open: before === 'saving' ? say('status.saved') : '',
    }[state]
    line.textContent = returned ? say('status.reconnected') : words
    line.dataset.state = state
    before = state
  }
  return { line, show }
}
