import { isShown, named } from './shown.ts'

type Line = { text: string; node: Text; box: DOMRect }

/** How far two boxes may run into one another before letters touch, in CSS pixels. */
const slack = 2

/** Every line of text on the page with where it stands. */
function lines(): Line[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: Line[] = []
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const text = node.data.trim()
    const parent = node.parentElement
    if (!text || !parent || parent.closest('option, noscript, textarea') || !isShown(parent))
      continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width > 0) found.push({ text: text.slice(0, 40), node, box })
    }
  }
  return found
}

/** Text that is cut off, leaves its control, runs over the side, or lies over other text. */
export function spoiltText(): string[] {
  const all = lines()
  const spoilt = all.flatMap(({ text, node, box }) => {
    const parent = node.parentElement as Element
    return [cutOff(parent, box), outside(parent, box), overTheSide(parent, box)]
      .filter((fault) => fault !== null)
      .map((fault) => `“${text}” ${fault}`)
  })
  const sorted = all.toSorted((a, b) => a.box.top - b.box.top)
  sorted.forEach((line, index) => {
    for (const other of sorted.slice(index + 1)) {
      if (other.box.top > line.box.bottom - slack) break
      if (other.node !== line.node && overlap(line.box, other.box)) {
        spoilt.push(`“${line.text}” lies over “${other.text}”`)
      }
    }
  })
  const fields = document.querySelectorAll('input:not([type="radio"], [type="checkbox"]), select')
  const low = [...fields].filter((field) => isShown(field) && roomInside(field) < 1)
  return [...spoilt, ...low.map((field) => `${named(field)} is too low`)]
}

/** How many lines of its letters, without the space between lines, a field has room for. */
function roomInside(field: Element): number {
  const { paddingTop, paddingBottom, fontSize } = getComputedStyle(field)
  const [top = 0, bottom = 0, size = 1] = [paddingTop, paddingBottom, fontSize].map((css) =>
    Number.parseFloat(css),
  )
  return (field.clientHeight - top - bottom) / size
}

const overlap = (a: DOMRect, b: DOMRect) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack * 2

function cutOff(element: Element, box: DOMRect): string | null {
  for (let around: Element | null = element; around; around = around.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(around)
    const limits = around.getBoundingClientRect()
    const side = box.left < limits.left - slack || box.right > limits.right + slack
    const end = box.top < limits.top - slack || box.bottom > limits.bottom + slack
    if ((side && hides(overflowX)) || (end && hides(overflowY)))
      return `is cut off by ${named(around)}`
  }
  return null
}

const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'

function outside(element: Element, box: DOMRect): string | null {
  const button = element.closest('button')
  if (!button) return null
  const limits = button.getBoundingClientRect()
  const within =
    box.left >= limits.left &&
    box.right <= limits.right &&
    box.top >= limits.top - slack &&
    box.bottom <= limits.bottom + slack
  return within ? null : 'runs out of its button'
}

function overTheSide(element: Element, box: DOMRect): string | null {
  const scrolls = (around: Element) => /auto|scroll/.test(getComputedStyle(around).overflowX)
  for (let around = element; around !== document.body; around = around.parentElement as Element) {
    if (scrolls(around)) return null
  }
  return box.right > document.documentElement.clientWidth + slack || box.left < -slack
    ? 'runs over the side'
    : null
}
