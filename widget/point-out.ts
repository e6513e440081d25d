import type { DeedBody, View } from '../server/protocol.ts'
import { bringIdentifying } from './bring-identifying.ts'
import { button, h, on } from './dom.ts'
import type { Question } from './part-fields.ts'
import { say } from './words.ts'

/** What anything that points out is drawn with. */
export const tools = { h, on, button, say }

/**
 * Stands between a form and the sending of it while the person consults without identity. What may say who the
 * child is has to be dealt with first; where it cannot be looked for, that is said once.
 * @returns `sending` goes on at once, or once that is done, and `again` is how the person then carries on;
 *   `confirms` says afterwards what was confirmed on the way
 */
export function pointingOut(
  form: HTMLFormElement,
  { id, parts }: Question,
  confirmed: View['confirmed'] = [],
): { sending: (go: () => void, again?: () => void) => void; confirms: () => DeedBody[] } {
  const known = confirmed.filter(({ question }) => question === id)
  let dealing: ReturnType<typeof import('./identifying.ts')['dealInForm']> | null = null
  let told = false

  /** Says that it cannot be looked through, to somebody who has not heard it. */
  const unread = (go: () => void, again: () => void) => {
    form.querySelector('.identity')?.remove()
    if (told) {
      go()
      return
    }
    const box = h(
      'div',
      { class: 'problem identity', role: 'group', tabindex: -1, 'aria-labelledby': 'unread' },
      h('h3', { id: 'unread' }, say('unread')),
      h('p', {}, say('unread.words')),
      button(say('unread.carry-on'), () => {
        told = true
        again()
      }),
    )
    form.prepend(box)
    box.focus()
  }

  const sending = (go: () => void, again = () => sending(go)): void => {
    void bringIdentifying().then((search) => {
      if (!form.isConnected) return
      if (!search) return unread(go, again)
      dealing ??= search.dealInForm(tools, form, parts, known)
      dealing.look(go, again)
    })
  }
  const confirms = () =>
    (dealing?.confirmed() ?? []).map((one) => ({
      type: 'identifier' as const,
      question: id,
      ...one,
      act: 'confirm' as const,
    }))
  return { sending, confirms }
}
