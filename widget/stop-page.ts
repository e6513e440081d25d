import { button, h } from './dom.ts'
import { say } from './words.ts'

/** What is kept while the person is away, how they come back, and how to have it all erased. */
export function stopPage(
  until: string,
  actions: { back: () => void; code: (give: (code: string) => void) => void; end: () => void },
): { box: HTMLElement; heading: HTMLElement } {
  const heading = h('h2', { tabindex: -1 }, say('stop.title'))
  const place = h('div', { class: 'code', tabindex: -1 })
  const ask = button(say('stop.code'), () =>
    actions.code((code) => {
      ask.hidden = true
      place.replaceChildren(
        h('p', {}, say('stop.code.words')),
        h('p', { class: 'digits' }, code),
        h('p', {}, say('stop.code.how', { until })),
      )
      // The button that had the focus is gone.
      place.focus()
    }),
  )
  const box = h(
    'section',
    { class: 'prompt' },
    heading,
    h('p', {}, say('stop.words', { until })),
    h('p', {}, say('stop.elsewhere')),
    place,
    h(
      'div',
      { class: 'actions' },
      button(say('stop.resume'), actions.back, 'main'),
      ask,
      button(say('end'), actions.end),
    ),
  )
  return { box, heading }
}
