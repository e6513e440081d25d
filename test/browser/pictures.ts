import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { State } from './every-state.ts'

type Look = Parameters<Page['emulateMedia']>[0] & { name: string }

/** The ways in which a page is looked at. */
export const looks: readonly Look[] = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced', colorScheme: 'dark', forcedColors: 'active' },
]

/** The widths in CSS pixels; the first is also 1280 at 400 % zoom. */
const widths: readonly number[] = [320, 768, 1280]

/**
 * Takes a state's picture at each width in each look, as `<folder>/<name>.<width>.<look>.png`.
 * @returns where something runs over the side, each as a sentence
 */
export async function picture(
  { name, page }: State,
  folder: string,
  chosen: { widths: readonly number[]; looks: readonly Look[] } = { widths, looks },
): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const over: string[] = []
  for (const { name: look, ...media } of chosen.looks) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
    for (const width of chosen.widths) {
      await page.setViewportSize({ width, height: 800 })
      const extra = await page.evaluate(() => {
        // What stays in view as one scrolls is pictured where the page begins.
        scrollTo(0, 0)
        const { scrollWidth, clientWidth } = document.documentElement
        return scrollWidth - clientWidth
      })
      if (extra > 0) over.push(`${name}, ${look}, at ${width}: ${extra} pixels too wide`)
      await page.screenshot({
        path: join(folder, `${name}.${width}.${look}.png`),
        fullPage: true,
        caret: 'hide',
      })
    }
  }
  return over
}
