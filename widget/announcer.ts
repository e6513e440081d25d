import { h } from './dom.ts'

/** How long words stay in the region: long enough to be read out, and gone before anyone walks into them. */
const stays = 2_000

let timer: ReturnType<typeof setTimeout> | undefined

/** Where a screen reader hears what happened; it has one place on the page and is empty in between. */
export const announcements = h('p', { class: 'unseen', role: 'status', id: 'announcements' })

/** Says something once to whoever listens to the page rather than looks at it. */
export function announce(words: string): void {
  if (words === announcements.textContent) return
  clearTimeout(timer)
  announcements.textContent = words
  timer = setTimeout(() => {
    announcements.textContent = ''
  }, stays)
}
