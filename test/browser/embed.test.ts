import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asked, choose, Embedded, noted } from './embedded.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

let browser: Browser
let embedded: Embedded
let context: BrowserContext
let page: Page
/** What the page around complained of, but for what a killed service is expected to bring. */
let complaints: string[]

beforeAll(async () => {
  browser = await sharedBrowser()
  embedded = await Embedded.start()
})
afterAll(async () => {
  await leaveBrowser(browser)
  await embedded?.end()
})
beforeEach(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const lost = /WebSocket connection|ERR_CONNECTION_(REFUSED|RESET)|favicon|404/.test(
      message.text(),
    )
    if (message.type() === 'error' && !lost) complaints.push(message.text())
  })
  // Where "Leave this page now" leads; nothing of the test goes to the network.
  await context.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'weather' }))
})
afterEach(() => context.close())

describe('the page inside another site’s', () => {
  test('is walked to the summary, through a killed service, a reload and another page of the site, and says of it no more than that', async () => {
    await embedded.visit(page, embedded.tags())
    const frame = await embedded.frame(page)
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    await embedded.served.kill()
    await frame.getByText('The connection dropped.').waitFor()
    await frame.locator('input[value="police"]').check()
    await frame.getByRole('button', { name: 'Continue', exact: true }).click()
    await embedded.served.start()
    await frame.locator('main:not([aria-busy]) [data-entry="role"]').waitFor()
    expect((await noted(page)).filter((one) => !one.startsWith('message'))).toEqual([
      'ready null',
      'turn null',
      'turn null',
    ])

    await page.reload()
    await embedded.frame(page)
    await page.goto(embedded.host.put('/other', embedded.tags()))
    const again = await embedded.frame(page)
    await again.locator('[data-entry="role"]').waitFor()
    for (let turns = 0; turns < 40; turns += 1) {
      await again.locator('main:not([aria-busy])').waitFor()
      if ((await again.getByRole('heading', { name: 'Your summary' }).count()) > 0) break
      const onward = again.getByRole('button', { name: /^(I don’t know|These answers are right)/ })
      if ((await onward.count()) > 0) await onward.first().click()
      else {
        const first = again.locator('form[data-question] input[type=radio]').first()
        if ((await first.count()) > 0) await first.check()
        await again.getByRole('button', { name: 'Continue', exact: true }).click()
      }
    }
    await again.getByRole('heading', { name: 'Your summary' }).waitFor()
    const told = await noted(page)
    expect(told.at(-1)).toBe('complete null')
    expect(told.filter((one) => one === 'complete null')).toHaveLength(1)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      again.getByRole('button', { name: 'Download as plain text' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.txt$/)
    expect(complaints).toEqual([])
  })

  test('prints, which a frame may not unless it is let', async () => {
    await embedded.visit(page, embedded.tags())
    const frame = await embedded.frame(page)
    const printed = await frame.evaluate(() => {
      let before = 0
      addEventListener('beforeprint', () => {
        before += 1
      })
      print()
      return before
    })
    expect(printed).toBe(1)
  })
})

describe('a bubble', () => {
  test('loads nothing until it is opened, keeps its place while it is shut, and gives the focus back', async () => {
    await embedded.visit(page, embedded.tags('mode="bubble"'))
    const button = page.getByRole('button')
    await button.waitFor()
    expect(page.frames()).toHaveLength(1)
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await button.click()
    const frame = await embedded.frame(page)
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    await frame.locator('input[value="lead"]').check()
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    await page.getByRole('button', { name: 'Put the conversation away' }).click()
    expect(await page.locator('handrail-chat iframe').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('handrail-chat')
    await page.evaluate(() => document.querySelector('handrail-chat')?.open())
    expect(await frame.locator('input[value="lead"]').isChecked()).toBe(true)
    await choose(frame, 'role', 'lead')
    await asked(frame, 'practitioner')
    const events = (await noted(page)).filter((one) => !one.startsWith('message'))
    expect(events).toEqual([
      'open null',
      'ready null',
      'turn null',
      'close null',
      'open null',
      'turn null',
    ])
    expect(complaints).toEqual([])
  })

  test('shows where everything can be deleted, and only the person can say so, and say it again', async () => {
    await embedded.visit(page, embedded.tags('mode="bubble"'))
    await page.getByRole('button').click()
    const frame = await embedded.frame(page)
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    await page.evaluate(() => document.querySelector('handrail-chat')?.end())
    await frame.getByText('You can stop here').waitFor()
    await frame.getByRole('button', { name: 'Carry on', exact: true }).click()
    await asked(frame, 'role')
    await page.evaluate(() => document.querySelector('handrail-chat')?.end())
    await frame.getByRole('button', { name: 'End and delete everything' }).click()
    await frame.getByRole('button', { name: 'Yes, delete everything' }).click()
    await frame.getByText('Everything of that conversation has been deleted.').waitFor()
  })
})

describe('leaving at once', () => {
  const begin = async () => {
    const frame = await embedded.frame(page)
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    return frame
  }

  test('takes the whole window away from the page around, and there is no way back to what was written', async () => {
    await page.goto('about:blank')
    await embedded.visit(page, embedded.tags())
    const frame = await begin()
    await frame.getByRole('button', { name: 'Leave this page now' }).click()
    await page.waitForURL('https://www.bbc.co.uk/weather')
    await page.goBack()
    expect(page.url()).toBe('about:blank')
    await page.goto(`${embedded.host.origin}/`)
    const again = await embedded.frame(page)
    await asked(again, 'danger')
  })

  test('works where the loader is gone, by the press itself', async () => {
    await embedded.visit(
      page,
      `<iframe src="${embedded.served.url}/?tenant=elm-7q" sandbox="allow-scripts allow-same-origin allow-forms allow-top-navigation-by-user-activation"></iframe>`,
    )
    const frame = await begin()
    await frame.getByRole('button', { name: 'Leave this page now' }).click()
    await page.waitForURL('https://www.bbc.co.uk/weather')
  })

  test('works by the loader, where the browser would not let the frame do it', async () => {
    await embedded.visit(page, embedded.tags())
    const frame = await begin()
    // Shift is no press to the browser, so that once the last click is a while ago the frame itself may lead nothing away.
    await frame.evaluate(async () => {
      while (navigator.userActivation.isActive)
        await new Promise((resolve) => setTimeout(resolve, 100))
    })
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift')
    await page.waitForURL('https://www.bbc.co.uk/weather')
  })

  test('leaves a blank frame where nothing else can be done', async () => {
    await embedded.visit(
      page,
      `<iframe src="${embedded.served.url}/?tenant=elm-7q" sandbox="allow-scripts allow-same-origin allow-forms"></iframe>`,
    )
    const frame = await begin()
    await frame.getByRole('button', { name: 'Leave this page now' }).click()
    await expect.poll(() => frame.evaluate(() => document.body.textContent)).toBe('')
    expect(await frame.evaluate(() => JSON.stringify({ ...sessionStorage }))).toBe('{}')
  })
})
