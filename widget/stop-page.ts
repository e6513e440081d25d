import { button, h } from './dom.ts'
import { say } from './words.ts'

/** What is kept while the person is away, and how they come back. */
export function stopPage(resume: () => void): { box: HTMLElement; heading: HTMLElement } {
  const heading = h('h2', { tabindex: -1 }, say('stop.title'))
  const box = h(
    'section',
    { class: 'prompt' },
    heading,
    h('p', {}, say('stop.words')),
    h('div', { class: 'actions' }, button(say('stop.resume'), resume, 'main')),
  )
  return { box, heading }
}
