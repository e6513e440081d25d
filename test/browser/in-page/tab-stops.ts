import { behind, contrast, leastContrast } from './colours.ts'
import { controls, isShown, named } from './shown.ts'

let reached: HTMLElement[] = []
let faults: string[] = []

document.addEventListener('focusin', ({ target }) => {
  const stop = target as HTMLElement
  reached.push(stop)
  faults.push(...unseen(stop))
})

/** Puts the start of the Tab order at the head of the page, and counts from there. @returns how many stops there are */
export function fromTheTop(): number {
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  reached = []
  faults = []
  return stops().length
}

/** What the Tab order, walked from the top, has wrong: something left out, out of turn, or without a mark to see. */
export function tabFaults(): string[] {
  const wanted = stops()
  const walked = reached.slice(0, wanted.length)
  const order = walked.map(named).join(' | ')
  const hoped = wanted.map(named).join(' | ')
  return [
    ...(order === hoped ? [] : [`goes ${order} and not ${hoped}`]),
    ...walked.slice(1).flatMap((stop, index) => backwards(walked[index] as HTMLElement, stop)),
    ...faults,
  ]
}

/** Every control once, and of the buttons of one choice the one that stands for all. */
function stops(): HTMLElement[] {
  const all = controls().filter(
    (control) => control.tabIndex >= 0 && !(control as HTMLButtonElement).disabled,
  )
  return all.filter((control) => {
    if (!(control instanceof HTMLInputElement) || control.type !== 'radio') return true
    const group = all.filter((other) => (other as HTMLInputElement).name === control.name)
    const chosen = group.find((other) => (other as HTMLInputElement).checked)
    return control === (chosen ?? group[0])
  })
}

/** A stop that stands above the one before it, or to the left of it in the same line. */
function backwards(before: HTMLElement, stop: HTMLElement): string[] {
  const [one, next] = [before.getBoundingClientRect(), stop.getBoundingClientRect()]
  const above = next.bottom <= one.top
  const left = next.right <= one.left && next.top < one.bottom && next.bottom > one.top
  return above || left ? [`${named(stop)} comes after ${named(before)}`] : []
}

/** What keeps a person from seeing where the focus is. */
function unseen(stop: HTMLElement): string[] {
  if (!isShown(stop)) return [`${named(stop)} takes the focus and is not shown`]
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(stop)
  const drawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  // The browser's own mark, where a page leaves it alone, is in two colours.
  const marked =
    outlineStyle === 'auto' || (drawn && contrast(outlineColor, behind(stop)) >= leastContrast)
  const { left, top, right, bottom } = stop.getBoundingClientRect()
  const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2]
  const there = document.elementFromPoint(x, y)
  const covered = !there || !(stop.contains(there) || there.contains(stop) || labels(there, stop))
  return [
    ...(marked ? [] : [`${named(stop)} has no mark of the focus`]),
    ...(covered ? [`${named(stop)} is covered by ${there ? named(there) : 'the edge'}`] : []),
  ]
}

const labels = (there: Element, stop: Element) => there.closest('label')?.control === stop
