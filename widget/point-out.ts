import { bringIdentifying, identifyingHere } from './bring-identifying.ts'
import { button, h, on } from './dom.ts'
import type { Part } from './part-fields.ts'
import { say } from './words.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

/** Words in the sentence that says what they look like. */
export const looksLike = (kind: string, words: string): string =>
  say('identity.found', { words, kind: say(`identity.${kind}`) })

/** This year, by which a date is taken for a birth. */
export const thisYear = (): number => new Date().getFullYear()

/**
 * Stands between a form and the sending of it while the person consults without identity. What may say who
 * the child is, is pointed out once and takes the focus; going on as it is needs one press more. It is looked
 * for here and nowhere else, and nothing is changed.
 * @returns goes on at once, or once the person has seen what was found; `again` is how they then carry on
 */
export function pointingOut(
  form: HTMLFormElement,
  parts: readonly Part[],
): (go: () => void, again?: () => void) => void {
  let seen: string | null = null

  const pointOut = (go: () => void, again: () => void, found: HTMLElement[] | null): void => {
    const all = String(found?.map(({ textContent }) => textContent))
    form.querySelector('.identity')?.remove()
    if (found?.length === 0 || all === seen) {
      go()
      return
    }
    const carryOn = button(say('identity.carry-on'), () => {
      seen = all
      again()
    })
    const box = h(
      'div',
      {
        class: 'problem identity',
        role: 'group',
        tabindex: -1,
        'aria-labelledby': 'identity-title',
        'aria-describedby': 'identity-words',
      },
      h('h3', { id: 'identity-title' }, say(found ? 'identity.title' : 'identity.unread')),
      h('p', { id: 'identity-words' }, say(found ? 'identity.words' : 'identity.unread.words')),
      found && h('ul', {}, ...found.map((link) => h('li', {}, link))),
      h('div', { class: 'actions' }, carryOn),
    )
    form.prepend(box)
    box.focus()
  }

  return function sending(go, again = () => sending(go)) {
    if (identifyingHere()) pointOut(go, again, foundIn(form, parts))
    else void bringIdentifying().then(() => pointOut(go, again, foundIn(form, parts)))
  }
}

/** A link to each stretch that was found; `null` where it cannot be looked for. */
function foundIn(form: HTMLFormElement, parts: readonly Part[]): HTMLElement[] | null {
  const identifying = identifyingHere()
  const fields = parts
    .filter(({ mayName }) => mayName)
    .flatMap(({ id }) => [
      ...form.querySelectorAll<Field>(`[data-part="${CSS.escape(id)}"] :is(input, textarea)`),
    ])
    .filter(({ value }) => value !== '')
  if (!identifying) return fields.length === 0 ? [] : null
  return fields.flatMap((field) =>
    identifying(field.value, thisYear()).map(({ kind, start, end }) =>
      on(h('a', { href: `#${field.id}` }, looksLike(kind, field.value.slice(start, end))), {
        click: (event) => {
          event.preventDefault()
          field.focus()
          field.setSelectionRange(start, end)
        },
      }),
    ),
  )
}
