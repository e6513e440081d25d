import type { DeedBody } from '../server/protocol.ts'
import { button, h, on } from './dom.ts'
import { showProblem } from './question-form.ts'
import { say } from './words.ts'

type Purpose = Extract<DeedBody, { type: 'earlier' }>['purpose']

/** The ways a child comes to be screened again. */
const purposes: readonly Purpose[] = ['new-concern', 'child-in-care', 'plan-review']

/** A summary's data is a few dozen KiB; a file of more than this is something else and is not read. */
const largest = 2 * 1024 * 1024

/** What the service needs of a summary's data; the rest of it stays on this computer. */
const needed = ['format', 'version', 'mode', 'preparedAt', 'pack', 'beside'] as const

/** Asks for the data of an earlier summary of the same child, and why the child is screened again. */
export function earlierPage(actions: { send: (deed: DeedBody) => void; back: () => void }): {
  box: HTMLElement
  heading: HTMLElement
} {
  const heading = h('h2', { tabindex: -1 }, say('earlier.title'))
  const file = h('input', {
    type: 'file',
    id: 'earlier-file',
    accept: '.json,application/json',
    'aria-describedby': 'earlier-hint',
  })
  const box = h(
    'form',
    { class: 'prompt', novalidate: true },
    heading,
    h('p', {}, say('earlier.words')),
    h(
      'div',
      { class: 'field', id: 'part-file' },
      h('label', { for: 'earlier-file' }, say('earlier.file')),
      h('p', { id: 'earlier-hint', class: 'hint' }, say('earlier.hint')),
      file,
    ),
    h(
      'fieldset',
      { id: 'part-purpose' },
      h('legend', {}, say('earlier.purpose')),
      ...purposes.map((purpose) =>
        h(
          'div',
          { class: 'choice' },
          h('input', { type: 'radio', name: 'purpose', id: `purpose-${purpose}`, value: purpose }),
          h('label', { for: `purpose-${purpose}` }, say(`earlier.${purpose}`)),
        ),
      ),
    ),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'submit', class: 'main' }, say('earlier.button')),
      button(say('earlier.back'), actions.back),
    ),
  )
  on(box, {
    submit: (event) => {
      event.preventDefault()
      const chosen = box.querySelector<HTMLInputElement>('input[name="purpose"]:checked')
      const purpose = purposes.find((one) => one === chosen?.value)
      const [given] = file.files ?? []
      if (!given) return showProblem(box, say('earlier.no-file'), 'file')
      if (!purpose) return showProblem(box, say('earlier.no-purpose'), 'purpose')
      void summaryIn(given).then((summary) =>
        summary === null
          ? showProblem(box, say('rejected.earlier'), 'file')
          : actions.send({ type: 'earlier', purpose, summary }),
      )
    },
  })
  return { box, heading }
}

/** What is needed of the summary in a file; `null` where the file holds none. What is in it the service judges. */
async function summaryIn(file: File): Promise<Record<string, unknown> | null> {
  if (file.size > largest) return null
  try {
    const data = JSON.parse(await file.text()) as Record<string, unknown> | null
    if (data?.format !== 'handrail-summary') return null
    return Object.fromEntries(needed.map((key) => [key, data[key]]))
  } catch {
    return null
  }
}
