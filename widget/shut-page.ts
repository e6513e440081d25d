import { button, h } from './dom.ts'
import { say } from './words.ts'

/**
 * A page with nothing of the conversation on it: what happened, and the ways on.
 * @param typed what the person had half written and can be kept nowhere but by them
 */
export function shutPage(
  title: string,
  words: string,
  ways: readonly { words: string; go: () => void }[],
  typed = '',
): { box: HTMLElement; heading: HTMLElement } {
  const heading = h('h2', { tabindex: -1 }, title)
  const buttons = ways.map((way, index) =>
    button(way.words, way.go, index === 0 ? 'main' : 'quiet'),
  )
  const box = h(
    'section',
    { class: 'prompt' },
    heading,
    h('p', {}, words),
    typed &&
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'typed' }, say('typed')),
        h('textarea', { id: 'typed', readonly: true, rows: 8, autocomplete: 'off' }, typed),
      ),
    h('div', { class: 'actions' }, ...buttons),
  )
  return { box, heading }
}
