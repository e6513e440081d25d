import type { DeedBody } from '../server/protocol.ts'
import { h, on } from './dom.ts'
import { questionForm, showProblem } from './question-form.ts'
import { outlivesReload } from './tab-storage.ts'
import { type Start, say } from './words.ts'

type Mode = 'live' | 'rehearsal'
type Acts = {
  /** Answers the first question, which begins the conversation. */
  answer: (deed: DeedBody, mode: Mode) => void
  /** Somebody is at the first question. */
  touched: () => void
  /** Comes back with a code; gives what is wrong with it, if anything, in words. */
  comeBack: (code: string) => Promise<string | null>
}

/**
 * The first page: what this is, what is kept and how to leave, then the first question itself, which begins the
 * conversation once it is answered, and the way back with a code.
 */
export function startPage(
  { areas, area, first, host }: Start,
  { answer, comeBack, touched }: Acts,
  problem?: string,
): HTMLElement {
  const rehearsal = h('input', { type: 'checkbox', id: 'rehearsal', autocomplete: 'off' })
  const here = areas.find(({ id }) => id === area)
  const others = areas.filter(({ id }) => id !== area)
  const before = h(
    'section',
    { class: 'start' },
    ...(problem ? [problemBox(problem)] : []),
    h('h2', {}, say('start.title')),
    h('p', {}, say('start.1')),
    h('p', {}, say('start.2')),
    h('p', {}, say('start.3')),
    ...(outlivesReload ? [] : [h('p', {}, say('tab.no-storage'))]),
    h('p', {}, say('start.earlier')),
    h(
      'p',
      { class: 'area' },
      `${say('start.area')}: `,
      h('b', {}, here?.name ?? ''),
      ...others.flatMap(({ id, name }) => [
        ' · ',
        h(
          'a',
          { href: `?${new URLSearchParams({ area: id, ...(host && { tenant: host.tenant }) })}` },
          name,
        ),
      ]),
    ),
    h(
      'div',
      { class: 'choice' },
      rehearsal,
      h('label', { for: 'rehearsal' }, say('start.rehearsal')),
    ),
  )
  const form = firstQuestion(first, (deed) => {
    // What kind of conversation it is stands from here on.
    rehearsal.disabled = true
    answer(deed, rehearsal.checked ? 'rehearsal' : 'live')
  })
  return h('div', {}, before, form && on(form, { focusin: touched }), codeForm(comeBack))
}

/** The first question of the route; nothing begins with an answer that is not there. */
function firstQuestion({ prompt, can }: Start['first'], answer: (deed: DeedBody) => void) {
  if (prompt.waits !== 'question') return null
  const { question } = prompt
  const { box } = questionForm(question, can, (value) => {
    const left = question.parts.find(
      ({ id, required }) => required && value !== 'not-known' && (value as never)[id] === undefined,
    )
    if (left) showProblem(box, say('fault.missing-part'), left.id)
    else answer({ type: 'answer', question: question.id, value })
  })
  return box
}

function codeForm(comeBack: Acts['comeBack']): HTMLElement {
  const code = h('input', {
    id: 'code',
    name: 'code',
    inputmode: 'numeric',
    autocomplete: 'off',
    'aria-describedby': 'code-hint',
  })
  const place = h('div', {})
  const form = h(
    'form',
    { class: 'prompt', autocomplete: 'off' },
    h('h2', {}, say('back.title')),
    place,
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'code' }, say('back.code')),
      h('p', { id: 'code-hint', class: 'hint' }, say('back.hint')),
      code,
    ),
    h('div', { class: 'actions' }, h('button', { type: 'submit' }, say('back.button'))),
  )
  return on(form, {
    submit: (event) => {
      event.preventDefault()
      void comeBack(code.value).then((problem) => {
        if (problem === null) return
        place.replaceChildren(problemBox(problem))
        code.focus()
      })
    },
  })
}

const problemBox = (words: string) =>
  h('div', { class: 'problem', role: 'alert', tabindex: -1 }, h('p', {}, words))
