import { button, h } from './dom.ts'
import { say } from './words.ts'

/** The call sheet, open, and beside it the notes of the call; where there is no room for both, the sheet comes first. */
export function callPlace(
  sheet: HTMLElement,
  form: HTMLElement,
): { box: HTMLElement; focus: HTMLElement } {
  const toNotes = button(
    say('call.notes'),
    () => form.querySelector('textarea')?.focus(),
    'to-notes',
  )
  return {
    box: h('div', { class: 'call' }, toNotes, sheet, form),
    focus: sheet.querySelector('summary') ?? form,
  }
}
