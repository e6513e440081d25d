import { forgetRing } from './key-ring.ts'
import { say } from './words.ts'

/**
 * Leaves at once. First what this tab holds and shows is gone, and with the element its line; then another page takes this one's place in the
 * history. Where that page cannot be reached, what is left is empty and named after nothing.
 */
export function leavePage(): void {
  forgetRing()
  document.body.replaceChildren()
  const to = say('leave.to')
  if (top !== null && top !== window) {
    // A frame may not be let to move the page around it; it is empty all the same.
    try {
      top.location.replace(to)
    } catch {}
    location.replace('about:blank')
  } else location.replace(to)
}
