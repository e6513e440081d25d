import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { environment } from '../support/behind-sign-in.ts'
import { IdentityProvider } from '../support/identity-provider.ts'
import { Served } from '../support/served.ts'
import { QuickHand } from './quick-hand.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

let browser: Browser
let served: Served
let provider: IdentityProvider
let context: BrowserContext
let page: Page

beforeAll(async () => {
  browser = await sharedBrowser()
})
afterAll(() => leaveBrowser(browser))

beforeEach(async () => {
  served = await Served.prepare()
  provider = await IdentityProvider.start(`${served.url}/sign-in/return`)
  const env = environment(provider.url, served.url)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  await served.start()
  context = await browser.newContext()
  page = await context.newPage()
  await page.goto(served.url)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await context.close()
  await served.end()
  await provider.end()
})

test('a person whose sign-in ends goes on writing where they were, once they have signed in again', async () => {
  const person = new QuickHand(page)
  await person.answer('danger', 'no')
  await person.answer('role', 'lead')
  await person.answer('practitioner', { name: 'A. Practitioner' })
  await person.asked('concern')
  await person.fill('Half a sentence')
  await served.kill()
  await served.start()
  await page.getByText('Your sign-in has ended.').waitFor()
  const other = await context.newPage()
  await other.goto(served.url)
  await page.getByText('Connected again.').waitFor()
  expect(await page.locator('#field-words').inputValue()).toBe('Half a sentence')
  await page.bringToFront()
  await person.press('Continue')
  await person.asked('age')
})

test('a person who signs out by the button is out, and finds the way in again', async () => {
  await page.goto(`${served.url}/sign-out`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  expect(await context.cookies(served.url)).not.toContainEqual(
    expect.objectContaining({ name: 'sign-in' }),
  )
  await page.getByRole('link', { name: 'Start the sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).waitFor()
})

test('a person who is not let in reads why, and what to do if a child is in danger', async () => {
  await context.clearCookies()
  provider.lets = false
  await page.goto(served.url)
  await page.getByText('your organisation did not allow it').waitFor()
  await page.getByText('In danger now? Call 999.').waitFor()
  expect(page.url()).toContain('/sign-in/return')
})
