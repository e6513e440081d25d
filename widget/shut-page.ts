import { button, h } from './dom.ts'

/** A page with nothing of the conversation on it: what happened, and the ways on. */
export function shutPage(
  title: string,
  words: string,
  ways: readonly { words: string; go: () => void }[],
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
    h('div', { class: 'actions' }, ...buttons),
  )
  return { box, heading }
}
