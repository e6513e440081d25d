/** The spacing that WCAG 1.4.12 lets a person ask for. */
const spacing = new CSSStyleSheet()
spacing.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }
`)

/** Puts wider spacing on the page as a person's own style would, or takes it off. */
export function spaced(on: boolean): void {
  const others = document.adoptedStyleSheets.filter((sheet) => sheet !== spacing)
  document.adoptedStyleSheets = on ? [...others, spacing] : others
}

/** Whether the page as a whole has to be scrolled sideways. */
export function overTheSide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth > clientWidth ? [`is ${scrollWidth} wide in ${clientWidth}`] : []
}
