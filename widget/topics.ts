import type { View } from '../server/protocol.ts'
import { h } from './dom.ts'
import { say } from './words.ts'

type Topics = Extract<View['prompt'], { waits: 'overview' }>['help']
type Topic = NonNullable<Topics>[number]

/** What can be read beside a question, most topics shut until they are opened; `null` where there is none. */
export const topicList = (topics: Topics): HTMLElement | null =>
  topics ? h('div', { class: 'topics' }, ...topics.map(topicBox)) : null

function topicBox({ id, title, open, items }: Topic): HTMLElement {
  const [first] = items
  // One source for all is said once, at the end.
  const shared = items.every(({ source }) => source === first?.source) ? first?.source : undefined
  return h(
    'details',
    { class: 'topic', 'data-topic': id, open },
    h('summary', {}, title),
    h(
      'ul',
      {},
      ...items.map(({ term, words, source }) =>
        h(
          'li',
          {},
          term ? h('b', {}, `${term}. `) : null,
          words,
          ' ',
          shared === undefined ? h('cite', {}, source) : null,
        ),
      ),
    ),
    shared === undefined ? null : h('p', {}, h('cite', {}, say('source', { source: shared }))),
  )
}
