/** WCAG 1.4.11: the least contrast of what a control, or the focus on it, is known by. */
export const leastContrast = 3

type Colour = [red: number, green: number, blue: number, alpha: number]

const point = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

/** Any CSS colour in the parts that are shown, 0 to 255 each. */
function parts(css: string): Colour {
  if (!point) throw new Error('there is no canvas')
  point.clearRect(0, 0, 1, 1)
  point.fillStyle = css
  point.fillRect(0, 0, 1, 1)
  return [...point.getImageData(0, 0, 1, 1).data] as Colour
}

function luminance([red, green, blue]: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** How far apart two colours are, from 1 to 21, as WCAG reckons it. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(parts(one)), luminance(parts(other))].sort(
    (a, b) => b - a,
  )
  return (light + 0.05) / (dark + 0.05)
}

/** The colour that lies behind an element: the nearest ground around it that is not see-through. */
export function behind(element: Element): string {
  for (let box = element.parentElement; box; box = box.parentElement) {
    const { backgroundColor } = getComputedStyle(box)
    if (parts(backgroundColor)[3] > 0) return backgroundColor
  }
  return 'Canvas'
}

/** Whether a colour covers anything. */
export const isSeen = (css: string): boolean => parts(css)[3] > 0
