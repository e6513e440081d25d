import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Served } from '../support/served.ts'
import { onAPage } from './on-a-page.ts'
import type { QuickHand } from './quick-hand.ts'

const elsewhere = 'https://www.bbc.co.uk/**'

let page: Page
let person: QuickHand
let served: Served
const place = onAPage({
  begin: async ({ page, person, served }) => {
    await page.route(elsewhere, (route) => route.fulfill({ body: 'elsewhere' }))
    await page.goto('about:blank')
    await page.goto(served.url)
    await person.answer('danger', 'no')
    await person.answer('role', 'lead')
    await person.answer('practitioner', { name: 'A. Practitioner' })
    await person.asked('concern')
    await person.fill('Something half written')
  },
})
beforeEach(() => {
  ;({ page, person, served } = place)
})

const shift = async (times: number) => {
  for (let press = 0; press < times; press += 1) await page.keyboard.press('Shift')
}
const text = () => page.evaluate(() => document.documentElement.outerHTML)
const stored = async () => {
  await page.goto(`${served.url}/healthz`)
  return page.evaluate(() => JSON.stringify({ ...sessionStorage }))
}

describe('leaving', () => {
  test('by three presses of Shift takes another page, and the way back in the browser with it', async () => {
    await shift(3)
    await page.getByText('elsewhere').waitFor()
    await page.goBack()
    expect(page.url()).toBe('about:blank')
    expect(await stored()).toBe('{}')
  })

  test('by its button with the space bar does the same', async () => {
    await person.tabTo('.leave')
    await page.keyboard.press('Space')
    await page.getByText('elsewhere').waitFor()
    expect(await stored()).toBe('{}')
  })

  test('does not happen to somebody who writes capitals, presses Shift twice or takes their time', async () => {
    await page.locator('#field-words').focus()
    await page.keyboard.type('WHO WAS IT')
    for (const letter of 'ABCD') {
      await page.keyboard.down('Shift')
      await page.keyboard.press(letter)
      await page.keyboard.up('Shift')
    }
    await shift(2)
    await page.keyboard.press('x')
    await shift(2)
    await page.waitForTimeout(5_100)
    await shift(1)
    await page.keyboard.press('Escape')
    expect(await page.locator('#field-words').inputValue()).toContain('WHO WAS IT')
    await person.asked('concern')
  })

  test('leaves nothing on the screen or in the tab when the other page cannot be reached', async () => {
    await page.unroute(elsewhere)
    await page.route(elsewhere, (route) => route.abort('internetdisconnected'))
    await page.context().setOffline(true)
    await shift(3)
    // The browser has put a page of its own there, and goes nowhere any more.
    await expect.poll(() => page.url()).toMatch(/^chrome-error:/)
    expect(await text()).not.toMatch(/half written|Practitioner/)
    expect(await page.title()).not.toMatch(/Handrail|child/)
    await page.context().setOffline(false)
    expect(await stored()).toBe('{}')
  })

  test('empties the page before it goes anywhere', async () => {
    // Read in the same breath as the third press.
    const left = await page.evaluate(() => {
      for (const type of ['keydown', 'keyup', 'keydown', 'keyup', 'keydown', 'keyup'])
        document.body.dispatchEvent(new KeyboardEvent(type, { key: 'Shift', bubbles: true }))
      return [document.body.innerHTML, { ...sessionStorage }, document.title]
    })
    expect(left).toEqual(['', {}, 'Notes'])
  })
})

describe('hiding', () => {
  test.each([
    ['its button', () => page.getByRole('button', { name: 'Hide' }).click()],
    ['F2', () => page.keyboard.press('F2')],
  ])('by %s takes everything off the page, and brings it back as it was', async (_, hide) => {
    await page.locator('#field-words').focus()
    await hide()
    await page.getByRole('heading', { name: 'Notes' }).waitFor()
    const body = await page.evaluate(
      () => document.body.innerText + document.querySelector('handrail-conversation')?.innerHTML,
    )
    expect(body).not.toMatch(/half written|Practitioner|Handrail|child|danger/)
    expect(await page.title()).toBe('Notes')
    // The same key again does not uncover what somebody wanted hidden.
    await page.keyboard.press('F2')
    expect(await page.locator('#field-words').count()).toBe(0)
    await page.getByRole('button', { name: 'Open' }).click()
    await person.asked('concern')
    expect(await page.locator('#field-words').inputValue()).toBe('Something half written')
    await person.press('Continue')
    await person.asked('age')
  })

  test('stays while the connection is lost and comes back, and says nothing', async () => {
    await page.keyboard.press('F2')
    await served.kill()
    await page.waitForTimeout(500)
    await served.start()
    await page.waitForTimeout(1_500)
    expect(await page.evaluate(() => document.body.innerText)).toBe('Notes\nOpen')
    await page.getByRole('button', { name: 'Open' }).click()
    expect(await page.locator('#field-words').inputValue()).toBe('Something half written')
    await person.press('Continue')
    await person.asked('age')
  })
})
