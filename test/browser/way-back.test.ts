import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Served } from '../support/served.ts'
import { onAPage } from './on-a-page.ts'
import { QuickHand } from './quick-hand.ts'

let served: Served
const contexts: BrowserContext[] = []
const place = onAPage({ begin: async () => {} })
beforeEach(() => {
  served = place.served
})
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
  if (served !== place.served) await served.end()
})

/** A person at a computer of their own, who has answered the first question. */
async function someone(env?: Record<string, string>): Promise<QuickHand> {
  if (env) served = await Served.start(env)
  const person = new QuickHand(await computer())
  await person.answer('danger', 'no')
  await person.asked('role')
  return person
}

async function computer(): Promise<Page> {
  const context = await place.browser.newContext({ viewport: { width: 320, height: 640 } })
  contexts.push(context)
  const page = await context.newPage()
  await page.goto(served.url)
  return page
}

const held = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }))
const keyOf = async (page: Page) => JSON.parse(JSON.parse(await held(page)).handrail).key as string
const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

/** What a new tab of the same browser would hold, if this one were duplicated. */
async function duplicate({ page }: QuickHand): Promise<QuickHand> {
  const ring = await page.evaluate(() => sessionStorage.getItem('handrail'))
  const other = await page.context().newPage()
  await other.addInitScript((held) => {
    if (held !== null && !sessionStorage.getItem('handrail'))
      sessionStorage.setItem('handrail', held)
  }, ring)
  await other.goto(served.url)
  return new QuickHand(other)
}

describe('a person who stops', () => {
  test('comes back on another computer with the code they wrote down, and the first is told', async () => {
    const person = await someone()
    await person.press('Stop and come back')
    await person.press('Give me a code to come back with')
    const digits = person.page.locator('.digits')
    await digits.waitFor()
    const code = (await digits.textContent()) ?? ''
    expect(code).toMatch(/^(\d{4} ){5}\d{4}$/)
    expect(await fits(person.page)).toBe(true)
    expect(await person.page.locator('main').textContent()).toMatch(/\d+ \w+ 20\d\d, \d\d:\d\d/)

    const there = new QuickHand(await computer())
    await there.tabTo('#code')
    await there.page.keyboard.insertText(code.replaceAll(' ', ''))
    await there.page.keyboard.press('Enter')
    await there.asked('role')
    await there.answer('role', 'lead')
    await there.asked('practitioner')
    await person.page.getByText('Open elsewhere').waitFor()
    expect(await there.page.evaluate(() => location.href)).toBe(`${served.url}/`)
    expect(await held(there.page)).not.toContain(code.slice(5))

    await there.page.reload()
    await there.asked('practitioner')
  })

  test('is told when a code opens nothing, and can try again', async () => {
    const person = await someone()
    const there = new QuickHand(await computer())
    await there.tabTo('#code')
    await there.page.keyboard.insertText('1234 5678 9012 3456 7890 1234')
    await there.page.keyboard.press('Enter')
    await there.page.getByText('That code does not open a conversation here.').waitFor()
    expect(await there.page.evaluate(() => document.activeElement?.id)).toBe('code')
    await person.answer('role', 'lead')
  })

  test('changes the key at every reload, so that a copy of the old one opens nothing', async () => {
    const person = await someone()
    const before = await keyOf(person.page)
    await person.page.reload()
    await person.asked('role')
    await expect.poll(() => keyOf(person.page)).not.toBe(before)
    await person.answer('role', 'lead')
    await person.page.reload()
    await person.asked('practitioner')
  })
})

describe('a person who answers the first question twice', () => {
  test('has one conversation, which no other takes the page from', async () => {
    served = await Served.start({
      LOCK_MINUTES: '0.05',
      SWEEP_SECONDS: '0.2',
      PATIENCE_SECONDS: '0.5',
    })
    const person = new QuickHand(await computer())
    await person.fill('no')
    await person.page.evaluate(() => {
      const form = document.querySelector('form')
      form?.requestSubmit()
      form?.requestSubmit()
    })
    await person.asked('role')
    await person.page.getByText('Locked', { exact: true }).waitFor()
    await person.page.waitForTimeout(1_500)
    await person.press('Carry on here')
    await person.asked('role')
    expect(await person.page.locator('[data-entry="danger"]').count()).toBe(1)
  })
})

describe('a conversation in two tabs', () => {
  test('is spoken in by one, and the other can take over and give it back', async () => {
    const person = await someone()
    const twin = await duplicate(person)
    await twin.page.getByText('Open elsewhere').waitFor()
    expect(await twin.page.locator('main').textContent()).not.toContain('Which of these')
    await twin.press('Carry on here')
    await twin.asked('role')
    await person.page.getByText('Open elsewhere').waitFor()
    await twin.answer('role', 'lead')
    await person.press('Carry on here')
    await person.asked('practitioner')
    await twin.page.getByText('Open elsewhere').waitFor()
  })
})

describe('a page that nobody touches', () => {
  test('is locked with nothing of the conversation on it, and carries on with the key of its tab', async () => {
    const person = await someone({ LOCK_MINUTES: '0.02', SWEEP_SECONDS: '0.2' })
    await person.page.getByText('Locked', { exact: true }).waitFor()
    expect(await person.page.locator('main').textContent()).not.toContain('role')
    expect(await fits(person.page)).toBe(true)
    await person.press('Carry on here')
    await person.asked('role')
    expect(await person.page.locator('[data-entry="danger"]').count()).toBe(1)
  })

  test('is not locked while someone writes, however long they take', async () => {
    const person = await someone({ LOCK_MINUTES: '0.1', SWEEP_SECONDS: '0.2' })
    await person.answer('role', 'lead')
    await person.asked('practitioner')
    await person.tabTo('#field-name')
    for (let letters = 0; letters < 16; letters += 1) {
      await person.page.keyboard.type('x')
      await person.page.waitForTimeout(600)
    }
    expect(await person.page.locator('#field-name').inputValue()).toBe('x'.repeat(16))
    await person.press('Continue')
    await person.asked('concern')
  })
})

describe('a person who is done, or whose record came to harm', () => {
  test('has everything deleted, after being asked once more', async () => {
    const person = await someone({})
    await person.press('Stop and come back')
    await person.press('End and delete everything')
    await person.press('No, go back')
    await person.asked('role')
    await person.press('Stop and come back')
    await person.press('End and delete everything')
    await person.press('Yes, delete everything')
    await person.page.getByText('Everything of that conversation has been deleted.').waitFor()
    expect(await held(person.page)).toBe('{}')
    await served.kill('SIGTERM')
    const db = new DatabaseSync(join(served.data, 'handrail.sqlite'))
    expect(db.prepare('select count(*) as n from session').get()).toEqual({ n: 0 })
    expect(db.prepare('select count(*) as n from event').get()).toEqual({ n: 0 })
    db.close()
  })

  test('is told of a record that was put back to an earlier state, and is not shown it', async () => {
    const person = await someone()
    await person.answer('role', 'lead')
    await person.asked('practitioner')
    await served.kill('SIGTERM')
    const db = new DatabaseSync(join(served.data, 'handrail.sqlite'))
    db.exec('delete from event where rowid = (select max(rowid) from event)')
    db.close()
    await served.start()
    await person.page.getByText('The service holds less of this conversation').waitFor()
    expect(await person.page.locator('main').textContent()).not.toContain('Your name')
  })
})
