/** Whether a person with eyes can come upon this: not hidden, not folded away, not kept for screen readers alone. */
export function isShown(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
  for (let box: Element | null = element; box; box = box.parentElement) {
    if (getComputedStyle(box).clipPath !== 'none') return false
  }
  return true
}

/** What can be pressed, written in or reached by Tab, in the order of the document. */
export const controls = (root: ParentNode = document): HTMLElement[] =>
  [
    ...root.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]',
    ),
  ].filter(isShown)

/** A control in words by which somebody finds it in the page. */
export function named(element: Element): string {
  const words = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''
  const id = element.id ? `#${element.id}` : ''
  return `${element.localName}${id}${words ? ` “${words.replace(/\s+/g, ' ').slice(0, 40)}”` : ''}`
}
