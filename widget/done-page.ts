import type { Block } from '../server/protocol.ts'
import { button, h } from './dom.ts'
import { drawnBlock } from './drawn-block.ts'
import { say } from './words.ts'

/** What is read once the summary has been passed on: when all is deleted, and what happens next. */
export function donePage(
  until: string,
  next: readonly Block[],
  act: { back: () => void; end: () => void },
): { box: HTMLElement; heading: HTMLElement } {
  const heading = h('h2', { tabindex: -1 }, say('done.title'))
  const box = h(
    'section',
    { class: 'prompt' },
    heading,
    h('p', {}, say('handed-over', { until })),
    ...(next.length > 0 ? [h('h3', {}, say('done.next')), ...next.map(drawnBlock)] : []),
    h(
      'div',
      { class: 'actions' },
      button(say('done.back'), act.back, 'main'),
      button(say('end'), act.end),
    ),
  )
  return { box, heading }
}
