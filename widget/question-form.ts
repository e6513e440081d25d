import type { View } from '../server/protocol.ts'
import { button, h, on } from './dom.ts'
import { filledIn } from './host-link.ts'
import { heldDrafts, keepDraft } from './key-ring.ts'
import { type Part, partField, type Question, readPart } from './part-fields.ts'
import { topicList } from './topics.ts'
import { say } from './words.ts'

type Value = Record<string, unknown>
type Contact = Question['contacts'][number]

/**
 * One question with its reason, its fields and an explicit Continue. What is half written is kept in
 * the tab until the answer is.
 */
export function questionForm(
  question: Question,
  can: View['can'],
  answer: (value: unknown) => void,
): { box: HTMLFormElement; heading: HTMLElement; unsaved: () => Value | null } {
  const draft = heldDrafts()[question.id]
  const given = valueByPart(question, question.value ?? filledIn(question))
  const before = draft === undefined ? given : valueByPart(question, draft)
  const only = question.parts.length === 1 ? question.parts[0] : undefined
  // A section's own question is the legend of what is ticked; anywhere else it is the heading.
  const leads = question.section !== undefined && question.parts[0]?.required === true
  const heading = h('h2', { tabindex: -1, id: 'question' }, question.section ?? question.title)

  const form = h('form', {
    novalidate: true,
    autocomplete: 'off',
    'data-question': question.id,
  })
  form.append(
    heading,
    ...(question.section && !leads ? [h('p', { class: 'lead' }, question.title)] : []),
    h(
      'p',
      { class: 'why' },
      h('b', {}, say('why')),
      ` ${question.why}`,
      ' ',
      citation(question.source),
    ),
    ...(question.hint ? [h('p', { class: 'hint' }, question.hint)] : []),
    ...question.contacts.map(contactLine),
    ...question.notes.map((note) =>
      h('p', { class: 'note' }, note.words, ' ', citation(note.source)),
    ),
    topicList(question.help) ?? '',
    ...question.parts.map((part, index) =>
      partField(
        part,
        leads && index === 0 ? question.title : legendOf(part, question, only),
        before[part.id],
      ),
    ),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'submit', class: 'main' }, say('continue')),
      ...(can.notKnown ? [button(say('notKnown'), () => answer('not-known'))] : []),
    ),
  )
  const read = () => valueIn(question, form)
  on(form, {
    input: () => keepDraft(question.id, read()),
    submit: (event) => {
      event.preventDefault()
      answer(read())
    },
  })
  /** What stands in the fields and is not the answer that was there, or `null`. */
  const unsaved = () => {
    const value = read()
    const same = JSON.stringify(value) === JSON.stringify(given)
    return same || Object.keys(value).length === 0 ? null : value
  }
  return { box: form, heading, unsaved }
}

/** What a field says of itself while it is refused. */
const invalid = { 'aria-invalid': 'true', 'aria-errormessage': 'problem' }

/** Puts a refusal at the head of the form and beside the part it is about, and moves the focus to it. */
export function showProblem(form: HTMLElement, words: string, part: string | undefined): void {
  clearProblem(form)
  const field = part ? form.querySelector<HTMLElement>(`#part-${CSS.escape(part)}`) : null
  const target = field?.querySelector<HTMLElement>('input, textarea')
  const label = field?.querySelector('legend, label')?.textContent ?? ''
  const about = label.endsWith('?') || label === '' ? label : `${label}:`
  const link = target
    ? on(h('a', { href: `#${target.id}` }, `${about} ${words}`.trimStart()), {
        click: (event) => {
          event.preventDefault()
          target.focus()
        },
      })
    : words
  const summary = h(
    'div',
    {
      id: 'problem',
      class: 'problem',
      role: 'alert',
      tabindex: -1,
      'aria-labelledby': 'problem-title',
    },
    h('h2', { id: 'problem-title' }, say('error.title')),
    h('p', {}, link),
  )
  form.prepend(summary)
  field?.classList.add('wrong')
  for (const [name, value] of Object.entries(invalid)) target?.setAttribute(name, value)
  summary.focus()
}

/** The words that stand in a question's fields, as somebody wrote them. */
export const typedIn = (page: HTMLElement): string =>
  [
    ...page.querySelectorAll<HTMLInputElement>(
      'form[data-question] :is(textarea, input:not([type="radio"], [type="checkbox"]))',
    ),
  ]
    .map(({ value }) => value.trim())
    .filter((words) => words !== '')
    .join('\n\n')

function clearProblem(form: HTMLElement): void {
  form.querySelector('.problem')?.remove()
  for (const field of form.querySelectorAll('.wrong')) field.classList.remove('wrong')
  for (const input of form.querySelectorAll('[aria-invalid]'))
    for (const name of Object.keys(invalid)) input.removeAttribute(name)
}

export const citation = (source: string) => h('cite', {}, say('source', { source }))

function legendOf(part: Part, question: Question, only: Part | undefined): HTMLElement | string {
  const words = part.words ?? question.title
  // The heading says it already; a screen reader still hears it as the name of the group.
  if (only && !part.words) return h('span', { class: 'unseen' }, words)
  return part.required || only ? words : say('optional', { label: words })
}

function contactLine({ name, phone, email, note, verified, stale }: Contact) {
  const age = verified && say(stale ? 'contact.stale' : 'contact.verified', { month: verified })
  return h(
    'p',
    { class: stale ? 'contact stale' : 'contact' },
    h('b', {}, name),
    ...[phone, email].filter((way) => way !== undefined).map((way) => ` ${way}`),
    ...[note, age]
      .filter((words) => words !== undefined)
      .map((words) => h('span', {}, ` ${words}`)),
  )
}

/** An answer as its parts hold it, whether it came bare, by part, or as "not known". */
function valueByPart(question: Question, value: unknown): Record<string, unknown> {
  if (value === undefined || value === null || value === 'not-known') return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  return { [question.parts[0]?.id ?? '']: value }
}

const valueIn = (question: Question, form: HTMLElement) =>
  Object.fromEntries(
    question.parts
      .map((part) => [part.id, readPart(part, form)])
      .filter(([, value]) => value !== undefined),
  ) as Record<string, unknown>
