import type { View } from '../server/protocol.ts'
import { button, h } from './dom.ts'
import { say } from './words.ts'

type Entry = View['entries'][number]

/** How many of the last answers stand in view. */
const inView = 2

/** The conversation so far as a plain list, each answer with its own way to change it. */
export function soFar(
  entries: readonly Entry[],
  asked: string | null,
  change: (question: string) => void,
): HTMLElement | null {
  const shown = entries.filter(({ question, stands }) => stands && question !== asked)
  if (shown.length === 0) return null
  const earlier = shown.slice(0, -inView)
  return h(
    'section',
    { class: 'so-far', 'aria-labelledby': 'so-far' },
    h('h2', { id: 'so-far' }, say('soFar')),
    earlier.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, say('soFar.earlier', { n: earlier.length })),
        answerList(earlier, change),
      ),
    answerList(shown.slice(-inView), change),
  )
}

/** Questions with their answers, each to be changed. */
export function answerList(
  entries: readonly Entry[],
  change: (question: string) => void,
): HTMLElement {
  const list = h('ol', { class: 'answers' })
  for (const { question, title, lines } of entries) {
    const press = button(say('change'), () => change(question), 'change')
    press.setAttribute('aria-label', say('change.of', { question: title }))
    list.append(
      h(
        'li',
        { 'data-entry': question },
        h('p', { class: 'asked' }, title),
        press,
        h(
          'div',
          { class: 'said' },
          lines.length === 0 && h('p', {}, say('answer.blank')),
          ...lines.map(({ label, words }) =>
            h('p', {}, label && h('span', { class: 'label' }, `${label} `), words),
          ),
        ),
      ),
    )
  }
  return list
}
