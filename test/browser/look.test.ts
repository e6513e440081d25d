import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { onAPage } from './on-a-page.ts'
import type { QuickHand } from './quick-hand.ts'

/** What the page has asked the service for. */
let asked: string[]
let page: Page
let person: QuickHand
const place = onAPage({
  context: { viewport: { width: 320, height: 640 } },
  prepare: async (context) => {
    asked = []
    context.on('request', (request) => asked.push(request.url()))
  },
  begin: async ({ page, person, served }) => {
    await page.goto(served.url)
    await person.answer('danger', 'no')
    await person.answer('role', 'school')
    await person.answer('practitioner', 'not-known')
    await person.asked('concern')
  },
})
beforeEach(() => {
  ;({ page, person } = place)
})

describe('the look of a conversation', () => {
  test('says the step in one line where it is narrow, and lists them beside it where it is wide', async () => {
    const list = page.getByRole('list', { name: 'Steps' })
    expect(await page.locator('.steps summary').textContent()).toBe('Step 1 of 8: Start')
    expect(await list.isVisible()).toBe(false)
    await page.setViewportSize({ width: 1280, height: 800 })
    await list.waitFor()
    const [steps, form] = await Promise.all([
      list.boundingBox(),
      page.locator('form').boundingBox(),
    ])
    expect((steps?.x ?? 0) + (steps?.width ?? 0)).toBeLessThan(form?.x ?? 0)
  })

  test('keeps the last answers in view and the earlier ones to be opened, each to be changed', async () => {
    const entry = (question: string) => page.locator(`[data-entry="${question}"]`)
    expect(await entry('practitioner').isVisible()).toBe(true)
    expect(await entry('danger').isVisible()).toBe(false)
    await page.getByText('Earlier answers: 1').click()
    expect(await entry('danger').textContent()).toContain('No, not right now')
    await entry('danger').getByRole('button').click()
    await person.asked('danger')
  })

  test('brings each new question to the same place, clear of the bar with help and the ways out', async () => {
    const [bar, heading] = await Promise.all([
      page.locator('.safety').boundingBox(),
      page.locator('#question').boundingBox(),
    ])
    expect(bar?.y).toBe(0)
    expect(heading?.y).toBeGreaterThan(bar?.height ?? 640)
    expect(heading?.y).toBeLessThan(200)
  })

  test('has no line of words longer than 66 characters, at any width', async () => {
    await page.setViewportSize({ width: 1920, height: 800 })
    await page.locator('[data-topic="forms"] summary').click()
    const widest = await page.locator('main :is(p, li)').evaluateAll((all) => {
      const ruler = document.createElement('p')
      ruler.textContent = '0'
      ruler.className = 'unseen'
      document.querySelector('main > div')?.append(ruler)
      ruler.style.setProperty('width', 'auto')
      const character = ruler.getBoundingClientRect().width
      ruler.remove()
      const own = all.filter(({ children }) => ![...children].some((one) => one.matches('div, p')))
      return Math.max(...own.map((one) => one.getBoundingClientRect().width / character))
    })
    expect(widest).toBeGreaterThan(20)
    expect(widest).toBeLessThanOrEqual(66)
  })

  test('prints what was asked and nothing to press', async () => {
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#question').isVisible()).toBe(true)
    expect(await page.locator('button:visible, .leave:visible').count()).toBe(0)
  })

  test('takes the accent of a page that embeds it', async () => {
    const colour = () =>
      page
        .getByRole('button', { name: 'Continue' })
        .evaluate((button) => getComputedStyle(button).backgroundColor)
    const own = await colour()
    await page.evaluate(() =>
      document.documentElement.style.setProperty('--handrail-accent', 'rgb(70, 20, 120)'),
    )
    expect(own).not.toBe('rgb(70, 20, 120)')
    expect(await colour()).toBe('rgb(70, 20, 120)')
  })
})

describe('what can be read beside a question', () => {
  test('opens without a word to the service, and names the source of each item', async () => {
    const sent = () => [...asked, ...place.said]
    const before = sent().length
    expect(before).toBeGreaterThan(5)
    const forms = page.locator('[data-topic="forms"]')
    expect(await forms.locator('li').first().isVisible()).toBe(false)
    await person.tabTo('[data-topic="forms"] summary')
    await page.keyboard.press('Enter')
    await forms.locator('li').first().waitFor()
    const cited = await forms.locator('cite').allTextContents()
    expect(await forms.locator('li').count()).toBe(cited.length)
    expect(cited.slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7].map((form) => `Protocol, 3.${form}`))
    for (const since of cited.slice(7)) expect(since).toContain('Checked November 2026')
    expect(sent()).toHaveLength(before)
  })

  test('stands open where agreement is asked for, as what has changed since the protocol', async () => {
    expect(await page.locator('[data-topic="since"] li').first().isVisible()).toBe(false)
    await person.press('Refer with what I have')
    await person.answer('age', '15')
    await person.answer('known', 'not-known')
    await person.asked('consent')
    const changed = page.locator('[data-topic="since.sharing"]')
    expect(await changed.locator('li').isVisible()).toBe(true)
    expect(await changed.textContent()).toContain('needs no consent where a child is at risk')
    expect(await page.locator('details.topic[open]').count()).toBe(1)
  })
})
