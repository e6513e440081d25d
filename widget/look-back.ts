import type { View } from '../server/protocol.ts'
import { bringIdentifying, identifyingHere } from './bring-identifying.ts'
import { button, h } from './dom.ts'
import { looksLike, thisYear } from './point-out.ts'
import { say } from './words.ts'

/**
 * What was written earlier and may say who the child is, each answer with its way to be changed. A consultation
 * would carry it, though it was written before the choice to consult.
 * @returns a box that is empty where nothing is found, and the heading to move to where something is
 */
export function lookBack(
  entries: View['entries'],
  change: (question: string) => void,
  carryOn: () => void,
): { box: HTMLElement; heading: HTMLElement | null } {
  const box = h('div')
  const heading = h('h2', { tabindex: -1 }, say('identity.earlier'))
  const fill = () => {
    const found = foundIn(entries, change)
    if (found.length === 0) return false
    const carry = button(say('identity.carry-on'), () => {
      box.replaceChildren()
      carryOn()
    })
    const words = h('p', {}, say('identity.earlier.words'))
    box.append(
      h('section', { class: 'pointer identity' }, heading, words, h('ul', {}, ...found), carry),
    )
    return true
  }
  if (identifyingHere()) return { box, heading: fill() ? heading : null }
  void bringIdentifying().then(fill)
  return { box, heading: null }
}

/** Each answer in which something was found, as an item of a list. */
function foundIn(entries: View['entries'], change: (question: string) => void): HTMLElement[] {
  const identifying = identifyingHere()
  return entries
    .filter(({ stands }) => stands && identifying)
    .flatMap(({ question, title, lines }) => {
      const looks = lines
        .filter(({ mayName }) => mayName)
        .flatMap(({ words }) =>
          (identifying?.(words, thisYear()) ?? []).map(({ kind, start, end }) =>
            looksLike(kind, words.slice(start, end)),
          ),
        )
      if (looks.length === 0) return []
      const press = button(say('change'), () => change(question), 'change')
      press.setAttribute('aria-label', say('change.of', { question: title }))
      return [h('li', {}, h('b', {}, title), ` ${looks.join(' ')} `, press)]
    })
}
