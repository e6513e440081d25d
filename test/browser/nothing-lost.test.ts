import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Served } from '../support/served.ts'
import { onAPage } from './on-a-page.ts'
import type { QuickHand } from './quick-hand.ts'

let served: Served
let context: BrowserContext

const place = onAPage({ begin: async () => {} })
beforeEach(() => {
  ;({ context, served } = place)
})
afterEach(async () => {
  if (served !== place.served) await served.end()
})

/** Somebody who has come to a question with ticks and words, and has half answered it. */
async function someone(env?: Record<string, string>): Promise<QuickHand> {
  if (env) served = await Served.start(env)
  const { page, person } = place
  await page.goto(served.url)
  await person.answer('danger', 'no')
  await person.answer('role', 'lead')
  await person.asked('practitioner')
  await person.fill({ name: 'A. Practitioner', agency: 'Half a sch' })
  return person
}

const written = (page: Page) =>
  page
    .locator('form[data-question="practitioner"] input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
const half = ['A. Practitioner', 'Half a sch', '']

async function goesOn(person: QuickHand): Promise<void> {
  await person.asked('practitioner')
  expect(await written(person.page)).toEqual(half)
  await person.press('Continue')
  await person.asked('concern')
}

describe('what is half written', () => {
  test('stays while the computer is offline, which is said, and goes on by itself', async () => {
    const person = await someone()
    await context.setOffline(true)
    await person.page.getByText('You are offline.').waitFor()
    await person.press('Continue')
    await context.setOffline(false)
    await person.asked('concern')
    await person.press('Back')
    await person.asked('practitioner')
    expect(await written(person.page)).toEqual(half)
  })

  test('stays through a reload', async () => {
    const person = await someone()
    await person.page.reload()
    await goesOn(person)
  })

  test('stays while another tab has the conversation, and is there when it is taken back', async () => {
    const person = await someone()
    const ring = await person.page.evaluate(() => sessionStorage.getItem('handrail') ?? '')
    const twin = await context.newPage()
    await twin.addInitScript((held) => sessionStorage.setItem('handrail', held), ring)
    await twin.goto(served.url)
    await twin.getByRole('button', { name: 'Carry on here' }).click()
    await person.page.getByText('This conversation was opened somewhere else').waitFor()
    expect(await person.page.locator('main').innerText()).not.toContain('Half a sch')
    await person.press('Carry on here')
    await goesOn(person)
  })

  test('stays through a lock, which shows none of it', async () => {
    const person = await someone({ LOCK_MINUTES: '0.1', SWEEP_SECONDS: '0.2' })
    await person.page.getByText('Locked', { exact: true }).waitFor()
    expect(await person.page.locator('main').innerText()).not.toContain('Half a sch')
    await person.press('Carry on here')
    await goesOn(person)
  })

  test('can be copied when the conversation is over, and is gone with the page', async () => {
    const person = await someone({ RETENTION_HOURS: '0.006', SWEEP_SECONDS: '0.2' })
    const { page } = person
    await page.getByText('has been deleted. You can start a new one.').waitFor()
    expect(await page.locator('#typed').inputValue()).toBe('A. Practitioner\n\nHalf a sch')
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toBe('{}')
    await person.press('Go to the first page')
    await page.getByText('Before you start').waitFor()
    expect(await page.content()).not.toContain('Half a sch')
    await person.answer('danger', 'no')
    await person.asked('role')
  })
})
