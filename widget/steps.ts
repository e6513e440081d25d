import type { View } from '../server/protocol.ts'
import { h } from './dom.ts'
import { say } from './words.ts'

/** From this width the steps stand beside the conversation, and have room to be open. */
const roomy = matchMedia('(min-width: 64rem)')
roomy.addEventListener('change', () => {
  document.querySelector('.steps')?.toggleAttribute('open', roomy.matches)
})

/** Where the person is on the route, in steps and never in percentages: one line, with the list to open. */
export function steps(all: View['steps']): HTMLElement {
  const list = h('ol', { 'aria-label': say('steps') })
  for (const { words, state } of all) {
    list.append(
      h(
        'li',
        { 'data-state': state, 'aria-current': state === 'now' && 'step' },
        words,
        h('span', { class: 'unseen' }, `, ${say(`step.${state}`)}`),
      ),
    )
  }
  const here = all.findIndex(({ state }) => state === 'now')
  const words = all[here]?.words ?? ''
  return h(
    'details',
    { class: 'steps', open: roomy.matches },
    h('summary', {}, say('step.of', { n: here + 1, all: all.length, words })),
    list,
  )
}
