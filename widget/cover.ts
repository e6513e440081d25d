import { button, h } from './dom.ts'
import { say } from './words.ts'

/**
 * Covers the page with one that says nothing. What was on it is out of the document, not merely unseen, and comes
 * back as it was, half-written words included, when the person opens it again.
 */
export function cover(page: HTMLElement): void {
  if (page.querySelector('.cover')) return
  const focused = document.activeElement
  const { scrollX, scrollY } = window
  const shown = [...page.childNodes]
  const heading = h('h1', { tabindex: -1 }, say('hidden.title'))
  const open = () => {
    page.replaceChildren(...shown)
    scrollTo(scrollX, scrollY)
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  }
  page.replaceChildren(h('main', { class: 'cover' }, heading, button(say('hidden.show'), open)))
  heading.focus()
}
