import { h, on } from './dom.ts'
import { areas, say } from './words.ts'

/** What is read before the first question: what this is, what is kept, and how to leave. */
export function startPage(
  begin: (area: string, mode: 'live' | 'rehearsal') => void,
  problem?: string,
): HTMLElement {
  const [only, ...others] = areas
  const select = h('select', { id: 'area', name: 'area' })
  for (const area of areas) select.append(h('option', { value: area.id }, area.name))
  const rehearsal = h('input', { type: 'checkbox', id: 'rehearsal', autocomplete: 'off' })
  const form = h(
    'form',
    { class: 'prompt' },
    ...(problem ? [h('div', { class: 'problem', role: 'alert' }, h('p', {}, problem))] : []),
    h('h2', {}, say('start.title')),
    h('p', {}, say('start.1')),
    h('p', {}, say('start.2')),
    h('p', {}, say('start.3')),
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
  return on(form, {
    submit: (event) => {
      event.preventDefault()
      begin(select.value, rehearsal.checked ? 'rehearsal' : 'live')
    },
  })
}
