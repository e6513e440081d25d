import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Served } from '../support/served.ts'
import { onAPage } from './on-a-page.ts'

let page: Page
let served: Served
let said: string[]
const place = onAPage({ begin: async () => {} })
beforeEach(() => {
  ;({ page, served, said } = place)
})

const main = () => page.locator('handrail-conversation').innerHTML()

describe('the first page', () => {
  test('says what is kept, how to leave and asks the first question without any script', async () => {
    const context = await place.browser.newContext({ javaScriptEnabled: false })
    page = await context.newPage()
    await page.goto(served.url)
    await page.getByText('Before you start').waitFor()
    await page.getByText('“Leave this page now”, or the Shift key three times').waitFor()
    const question = page.locator('form[data-question="danger"]')
    expect(await question.getByRole('radio').count()).toBe(2)
    expect(await page.locator('noscript').innerText()).toContain('JavaScript, which is off here')
    expect(
      await page.getByRole('button', { name: 'Leave this page now' }).getAttribute('href'),
    ).toBe('https://www.bbc.co.uk/weather')
    await context.close()
  })

  test('is the same to the letter once the script has drawn it, so that nothing moves', async () => {
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/assets/chat.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(served.url, { waitUntil: 'commit' })
    await page.locator('form[data-question="danger"]').waitFor()
    const before = await main()
    go()
    await page.locator('#announcements').waitFor({ state: 'attached' })
    const after = await main()
    expect(after.replace(/<p[^>]*id="announcements"[^>]*><\/p>/, '')).toBe(before)
  })

  test('keeps what was ticked, written and stood at before the script came', async () => {
    const { person } = place
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/assets/chat.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(served.url, { waitUntil: 'commit' })
    await page.locator('#code').fill('1234')
    await page.locator('#danger-no').check()
    go()
    await page.locator('#announcements').waitFor({ state: 'attached' })
    expect(await page.locator('#danger-no').isChecked()).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('danger-no')
    expect(await page.locator('#code').inputValue()).toBe('1234')
    await person.press('Continue')
    await person.asked('role')
  })

  test('has a line to the service while it is read, and nothing is kept before it is answered', async () => {
    const { person } = place
    const [socket] = await Promise.all([page.waitForEvent('websocket'), page.goto(served.url)])
    expect(socket.url()).toContain('/ws?session=')
    await person.fill('no')
    expect(said).toEqual([])
    await person.press('Continue')
    await person.asked('role')
    expect(said.map((frame) => JSON.parse(frame).type)).toEqual(['open', 'answer'])
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('question')
  })

  test('begins though the line had closed while nobody was there', async () => {
    await served.kill()
    await served.start({ env: { PATIENCE_SECONDS: '0.3' } })
    const { person } = place
    const [socket] = await Promise.all([page.waitForEvent('websocket'), page.goto(served.url)])
    await socket.waitForEvent('close')
    await person.answer('danger', 'no')
    await person.asked('role')
    expect(await page.locator('[data-entry="danger"]').count()).toBe(1)
  })

  test('keeps the answer for a service that is away, and goes on once it is back', async () => {
    const { person } = place
    await page.goto(served.url)
    await served.kill()
    await person.fill('no')
    await person.press('Continue')
    await page.getByText('The connection dropped.').waitFor()
    await served.start()
    await person.asked('role')
    expect(await page.locator('[data-entry="danger"]').count()).toBe(1)
  })

  test('begins nothing with an answer that is not there, and says so at the question', async () => {
    const { person } = place
    await page.goto(served.url)
    await person.press('Continue')
    await page.locator('form .problem').waitFor()
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('problem')
    expect(said).toEqual([])
    await person.tabTo('#rehearsal')
    await page.keyboard.press('Space')
    await person.answer('danger', 'no')
    await page.getByText('Rehearsal: a fictional child').waitFor()
  })

  test('says when there is no room, and can be answered again', async () => {
    await served.kill()
    await served.start({ env: { MEMORY_MB: '64' } })
    const { person } = place
    await page.goto(served.url)
    await person.fill('no')
    await person.press('Continue')
    await page.getByText('no room for another conversation').waitFor()
    expect(await page.locator('#danger-no').isChecked()).toBe(true)
    await served.kill()
    await served.start()
    await person.press('Continue')
    await person.asked('role')
  })

  test('and every page after it is named after nothing', async () => {
    const { person } = place
    await page.goto(served.url)
    expect(await page.title()).toBe('Notes')
    await person.answer('danger', 'no')
    await person.asked('role')
    expect(await page.title()).toBe('Notes')
    const icon = await (await fetch(`${served.url}/assets/icon.svg`)).text()
    expect(icon).not.toMatch(/<text|<title|<path/)
  })
})
