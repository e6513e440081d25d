import { h, on } from './dom.ts'
import { areas, say } from './words.ts'

type Start = {
  begin: (area: string, mode: 'live' | 'rehearsal') => void
  /** Comes back with a code; gives what is wrong with it, if anything, in words. */
  comeBack: (code: string) => Promise<string | null>
}

/** What is read before the first question: what this is, what is kept, how to leave, and how to come back. */
export function startPage({ begin, comeBack }: Start, problem?: string): HTMLElement {
  const [only, ...others] = areas
  const select = h('select', { id: 'area', name: 'area' })
  for (const area of areas) select.append(h('option', { value: area.id }, area.name))
  const rehearsal = h('input', { type: 'checkbox', id: 'rehearsal', autocomplete: 'off' })
  const form = h(
    'form',
    { class: 'prompt' },
    ...(problem ? [problemBox(problem)] : []),
    h('h2', {}, say('start.title')),
    h('p', {}, say('start.1')),
    h('p', {}, say('start.2')),
    h('p', {}, say('start.3')),
    h('p', {}, say('start.earlier')),
    h('p', {}, h('b', {}, say('start.4'))),
    ...(others.length > 0
      ? [h('div', { class: 'field' }, h('label', { for: 'area' }, say('start.area')), select)]
      : [h('p', {}, `${say('start.area')}: ${only?.name ?? ''}`)]),
    h(
      'div',
      { class: 'choice' },
      rehearsal,
      h('label', { for: 'rehearsal' }, say('start.rehearsal')),
    ),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'submit', class: 'main' }, say('start.button')),
    ),
  )
  on(form, {
    submit: (event) => {
      event.preventDefault()
      begin(select.value, rehearsal.checked ? 'rehearsal' : 'live')
    },
  })
  return h('div', {}, form, codeForm(comeBack))
}

function codeForm(comeBack: Start['comeBack']): HTMLElement {
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
    { class: 'prompt' },
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
  h('div', { class: 'problem', role: 'alert' }, h('p', {}, words))
