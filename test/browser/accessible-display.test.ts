import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import cased from '../cases/school-lead-refers.json' with { type: 'json' }
import { Served } from '../support/served.ts'
import { QuickHand } from './quick-hand.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'
import { walkTo } from './walk-to.ts'

let browser: Browser
let served: Served
let page: Page
let person: QuickHand

beforeAll(async () => {
  browser = await sharedBrowser()
  served = await Served.start()
  page = await browser.newPage()
  await page.goto(served.url)
  person = new QuickHand(page)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await served.end()
})

/** What a control and its surroundings look like. */
async function picture(selector: string): Promise<string> {
  await page.locator(selector).first().scrollIntoViewIfNeeded()
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`nothing to picture at ${selector}`)
  const clip = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 }
  return (await page.screenshot({ clip, caret: 'hide' })).toString('base64')
}

const unfocused = () => page.evaluate(() => (document.activeElement as HTMLElement).blur())

describe('in forced colours', () => {
  test('what is chosen, ticked, and in the focus can be told by sight', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    await person.asked('danger')
    await unfocused()
    const chosen = async (selector: string) => {
      const before = await picture(selector)
      await page.locator(selector).check()
      await unfocused()
      expect(await picture(selector), selector).not.toBe(before)
    }
    const marked = async (selector: string, control = selector) => {
      const before = await picture(selector)
      await page.locator(control).first().focus()
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      expect(await picture(selector), selector).not.toBe(before)
      await unfocused()
    }
    await marked('.choice:has(#danger-yes)', '#danger-yes')
    await marked('button[type="submit"]')
    await chosen('#danger-no')
    await person.press('Continue')
    await person.answer('role', 'lead')
    await person.asked('practitioner')
    await unfocused()
    await marked('#field-name')
    await marked('summary')
    await person.answer('practitioner', { name: 'A. Practitioner' })
    await person.answer('concern', { words: 'Lifts from a man of about 23.' })
    await person.answer('age', '15')
    await person.answer('known', 'not-known')
    await person.press('Screening overview')
    await person.press('Missing from home or care')
    await person.asked('missing')
    await unfocused()
    await chosen('#fits-often-short')
    await page.emulateMedia({ forcedColors: null })
  })
})

describe('on paper', () => {
  test('is the summary alone, without anything to press', async () => {
    await person.press('Refer with what I have')
    await walkTo(person, cased.answers, 'Your summary')
    await page.locator('.paper h3').waitFor()
    const shown = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll((all) =>
          all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML),
        )
    expect(await shown('button')).not.toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await shown('button, a, input, textarea, select, nav, header, .steps, .status')).toEqual(
      [],
    )
    expect(await shown('.paper')).toHaveLength(1)
    const left = await page.evaluate(() => document.body.innerText)
    expect(left.trim().startsWith('CONFIDENTIAL')).toBe(true)
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-')
    const colours = (colorScheme: 'light' | 'dark') =>
      page
        .emulateMedia({ media: 'print', colorScheme })
        .then(() =>
          page
            .locator('.paper, .paper *')
            .evaluateAll((all) => all.map((one) => getComputedStyle(one).color)),
        )
    expect(await colours('dark')).toEqual(await colours('light'))
  })
})
