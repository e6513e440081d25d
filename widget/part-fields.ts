import type { View } from '../server/protocol.ts'
import { announce } from './announcer.ts'
import { button, h, on } from './dom.ts'
import { say } from './words.ts'

export type Question = Extract<View['prompt'], { waits: 'question' }>['question']
export type Part = Question['parts'][number]
type Row = Record<string, string>

/** A text this long or longer gets room for several lines. */
const longText = 201

/** How long somebody has not written before the characters left are said aloud, in milliseconds. */
const pause = 1_000

/** How close to its limit a text may come before the characters left are said. */
const nearLimit = 0.75

/**
 * The fields of one part of a question, filled with what was there before.
 * @param legend the words the group is known by; the question's own title where the part has none
 */
export function partField(part: Part, legend: HTMLElement | string, value: unknown): HTMLElement {
  const described = part.hint ? { 'aria-describedby': `${part.id}-hint` } : {}
  const hint = part.hint ? h('p', { class: 'hint', id: `${part.id}-hint` }, part.hint) : null
  switch (part.kind) {
    case 'one':
    case 'many':
      return h(
        'fieldset',
        { id: `part-${part.id}`, 'data-part': part.id, ...described },
        h('legend', {}, legend),
        hint,
        ...(part.options ?? []).map((option) => choice(part, option, value)),
      )
    case 'date':
      return h(
        'fieldset',
        { id: `part-${part.id}`, 'data-part': part.id, class: 'date', ...described },
        h('legend', {}, legend),
        hint,
        ...dateInputs(part.id, typeof value === 'string' ? value : ''),
      )
    case 'rows':
      return rowsField(part, legend, Array.isArray(value) ? (value as Row[]) : [])
    case 'text':
      return textField(part, legend, hint, typeof value === 'string' ? value : '')
  }
}

/** What the fields of a part hold now, as the wire carries it; nothing where they are empty. */
export function readPart(part: Part, root: HTMLElement): unknown {
  const field = root.querySelector<HTMLElement>(`[data-part="${CSS.escape(part.id)}"]`)
  if (!field) return undefined
  const values = (selector: string) =>
    [...field.querySelectorAll<HTMLInputElement>(selector)].map(({ value }) => value)
  if (part.kind === 'one') return values('input:checked')[0]
  if (part.kind === 'many') {
    const ticked = values('input:checked')
    return ticked.length > 0 ? ticked : undefined
  }
  if (part.kind === 'date') {
    const [day = '', month = '', year = ''] = values('input').map((value) => value.trim())
    if (!day && !month && !year) return undefined
    return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  }
  if (part.kind === 'rows') {
    const rows = [...field.querySelectorAll<HTMLElement>('.row')].map(readRow)
    const filled = rows.filter((row) => Object.keys(row).length > 0)
    return filled.length > 0 ? filled : undefined
  }
  return values('input, textarea')[0]?.trim() || undefined
}

function choice(
  part: Part,
  option: { id: string; words: string; hint?: string | undefined },
  value: unknown,
) {
  const chosen = Array.isArray(value) ? value.includes(option.id) : value === option.id
  const id = `${part.id}-${option.id}`
  return h(
    'div',
    { class: 'choice' },
    h('input', {
      type: part.kind === 'one' ? 'radio' : 'checkbox',
      name: part.id,
      id,
      value: option.id,
      checked: chosen,
      'aria-describedby': option.hint && `${id}-hint`,
    }),
    h('label', { for: id }, option.words),
    option.hint ? h('p', { class: 'hint', id: `${id}-hint` }, option.hint) : null,
  )
}

function textField(
  part: Part,
  legend: HTMLElement | string,
  hint: HTMLElement | null,
  value: string,
) {
  const limit = part.limit ?? 0
  const id = `field-${part.id}`
  const left = h('p', { class: 'hint', id: `${part.id}-left` })
  const described = [hint && `${part.id}-hint`, `${part.id}-left`].filter(Boolean).join(' ')
  const shared = { id, name: part.id, autocomplete: 'off', 'aria-describedby': described }
  const input =
    limit >= longText
      ? h('textarea', { ...shared, rows: 4 }, value)
      : h('input', { ...shared, type: 'text', value })
  let timer: ReturnType<typeof setTimeout> | undefined
  on(input, {
    input: () => {
      const used = [...input.value].length
      const key = used > limit ? 'characters.over' : 'characters'
      left.textContent = used > limit * nearLimit ? say(key, { n: Math.abs(limit - used) }) : ''
      clearTimeout(timer)
      timer = setTimeout(() => announce(left.textContent), pause)
    },
  })
  return h(
    'div',
    { class: 'field', id: `part-${part.id}`, 'data-part': part.id },
    h('label', { for: id }, legend),
    hint,
    input,
    left,
  )
}

function dateInputs(part: string, value: string) {
  const [year = '', month = '', day = ''] = value.split('-')
  const fields = [
    ['day', day, 2],
    ['month', month, 2],
    ['year', year, 4],
  ] as const
  return fields.map(([name, given, length]) =>
    h(
      'div',
      { class: 'field' },
      h('label', { for: `${part}-${name}` }, say(name)),
      h('input', {
        id: `${part}-${name}`,
        inputmode: 'numeric',
        autocomplete: 'off',
        maxlength: length,
        size: length,
        value: given.replace(/^0+/, ''),
      }),
    ),
  )
}

function rowsField(part: Part, legend: HTMLElement | string, given: readonly Row[]) {
  const field = h(
    'fieldset',
    { id: `part-${part.id}`, 'data-part': part.id },
    h('legend', {}, legend),
  )
  const list = h('div')
  const add = button(say('row.add'), () => {
    place({})
    list.querySelector<HTMLElement>('.row:last-child input')?.focus()
  })
  const number = () => {
    const rows = [...list.querySelectorAll<HTMLElement>('.row')]
    rows.forEach((row, index) => {
      const n = index + 1
      const legendOf = row.querySelector('legend')
      const remove = row.querySelector<HTMLElement>('button')
      if (legendOf) legendOf.textContent = say('row', { n })
      if (remove) remove.textContent = say('row.remove', { n })
    })
    add.hidden = rows.length >= (part.limit ?? 0)
  }
  let made = 0
  const place = (row: Row) => {
    made += 1
    const group = h('fieldset', { class: 'row' }, h('legend', {}, ''))
    for (const column of part.columns ?? []) {
      const id = `${part.id}-${made}-${column.id}`
      group.append(
        h(
          'div',
          { class: 'field' },
          h('label', { for: id }, column.words),
          h('input', {
            id,
            'data-column': column.id,
            autocomplete: 'off',
            value: row[column.id] ?? '',
          }),
        ),
      )
    }
    const remove = button('', () => {
      group.remove()
      number()
      field.dispatchEvent(new Event('input', { bubbles: true }))
      add.focus()
    })
    group.append(remove)
    list.append(group)
    number()
  }
  for (const row of given.length > 0 ? given : [{}]) place(row)
  field.append(list, add)
  return field
}

function readRow(row: HTMLElement): Row {
  const cells = [...row.querySelectorAll<HTMLInputElement>('[data-column]')]
  return Object.fromEntries(
    cells
      .map((cell) => [cell.dataset.column ?? '', cell.value.trim()])
      .filter(([, value]) => value !== ''),
  ) as Row
}
