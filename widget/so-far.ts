import type { View } from '../server/protocol.ts'
import { button, h } from './dom.ts'
import { say } from './words.ts'

type Entry = View['entries'][number]

/** How many of the last answers stand in view. */
const inView = 2

/** What was drawn of each answer: with every turn there is one more, and the others stay as they are. */
const drawn = new WeakMap<Entry, HTMLElement>()

/** The conversation so far as a plain list, each answer with its own way to change it. */
export function soFar(
  entries: readonly Entry[],
  asked: string | null,
  change: (question: string) => void,
): HTMLElement | null {
  const shown = entries.filter(({ question, stands }) => stands && question !== asked)
  if (shown.length === 0) return null
  const earlier = shown.slice(0, -inView)
  const item = (entry: Entry) => {
    const known = drawn.get(entry) ?? answerItem(entry, change)
    drawn.set(entry, known)
    return known
  }
  return h(
    'section',
    { class: 'so-far', 'aria-labelledby': 'so-far' },
    h('h2', { id: 'so-far' }, say('soFar')),
    earlier.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, say('soFar.earlier', { n: earlier.length })),
        h('ol', { class: 'answers' }, ...earlier.map(item)),
      ),
    h('ol', { class: 'answers' }, ...shown.slice(-inView).map(item)),
  )
}

/** Questions with their answers, each to be changed. */
export const answerList = (
  entries: readonly Entry[],
  change: (question: string) => void,
): HTMLElement =>
  h('ol', { class: 'answers' }, ...entries.map((entry) => answerItem(entry, change)))

function answerItem(
  { question, title, lines }: Entry,
  change: (question: string) => void,
): HTMLElement {
  const press = button(say('change'), () => change(question), 'change')
  press.setAttribute('aria-label', say('change.of', { question: title }))
  return h(
    'li',
    { 'data-entry': question },
    h('p', { class: 'asked' }, title),
    press,
    h(
      'div',
      { class: 'said' },
      lines.length === 0 && h('p', {}, say('answer.blank')),
      ...lines.map(({ label, words }, index) => {
        const said = label === lines[index - 1]?.label
        return h('p', {}, label && !said && h('span', { class: 'label' }, `${label} `), words)
      }),
    ),
  )
}
