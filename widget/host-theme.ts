import { h } from './dom.ts'
import { readableAccent, themeIn } from './theme.ts'

/** What text of the accent's colour stands on, or what stands as text on it. */
const grounds = ['--paper', '--ground', '--on-accent']

/** Takes on the look that a page around this one asks for, as far as it can be read in it. */
export function wearTheme(asked: URLSearchParams): void {
  const { style } = document.documentElement
  for (const [name, value] of Object.entries(themeIn(asked))) style.setProperty(name, value)
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const wear = () => {
    const name = dark.matches ? 'accent-dark' : 'accent'
    const accent = readableAccent(asked.get(name) ?? '', grounds.map(computed))
    if (accent !== null) style.setProperty(`--handrail-${name}`, accent)
  }
  dark.addEventListener('change', wear)
  wear()
}

/** A colour of the style sheet, as the browser computes it. */
function computed(name: string): string {
  const probe = h('i')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
