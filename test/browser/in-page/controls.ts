import { behind, contrast, isSeen, leastContrast } from './colours.ts'
import { controls, isShown, named } from './shown.ts'

/** WCAG 2.2, 2.5.8: the least a target may measure either way, in CSS pixels. */
const leastTarget = 24

/** Controls too small to be hit. A frame and a region that scrolls are no targets. */
export const smallTargets = (): string[] =>
  controls()
    .filter((control) => !control.matches('iframe, [tabindex="0"]'))
    .flatMap((control) => {
      const { width, height } = control.getBoundingClientRect()
      const small = Math.min(width, height) < leastTarget
      return small ? [`${named(control)} is ${width} by ${height}`] : []
    })

/** Fields and buttons that neither their edge nor their ground tells from what lies around them. */
export function faintControls(): string[] {
  const drawn = controls().filter((control) => control.matches('button, input, select, textarea'))
  return drawn.flatMap((control) => {
    const style = getComputedStyle(control)
    // A box that is ticked is drawn by the browser, in its own colours or in the accent's.
    if (control.matches('[type="radio"], [type="checkbox"]') && style.appearance === 'auto')
      return []
    const ground = behind(control)
    const edges = ['Top', 'Bottom'].flatMap((side) => {
      const width = Number.parseFloat(style[`border${side}Width` as 'borderTopWidth'])
      return width > 0 ? [style[`border${side}Color` as 'borderTopColor']] : []
    })
    const marks = [...edges, style.backgroundColor].filter(isSeen)
    const clearest = Math.max(1, ...marks.map((mark) => contrast(mark, ground)))
    return clearest < leastContrast ? [`${named(control)} has ${clearest.toFixed(2)}`] : []
  })
}

/** Words of a control as they are seen that are not in the name it is called by (WCAG 2.5.3). */
export const misnamed = (): string[] =>
  controls()
    .filter((control) => control.hasAttribute('aria-label') && isShown(control))
    .flatMap((control) => {
      const seen = control.textContent?.trim().toLowerCase() ?? ''
      const called = control.getAttribute('aria-label')?.toLowerCase() ?? ''
      return called.includes(seen) ? [] : [`${named(control)} shows “${seen}”`]
    })

/** What moves by itself or while it changes. */
export const moving = (): string[] =>
  [...document.querySelectorAll('*')].flatMap((element) => {
    const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element)
    const still =
      animationName === 'none' &&
      /^(0s(, )?)+$/.test(transitionDuration) &&
      scrollBehavior === 'auto'
    return still ? [] : [named(element)]
  })
