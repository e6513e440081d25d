import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Served } from '../support/served.ts'
import { carryChecks } from './checked-page.ts'
import { onAPage } from './on-a-page.ts'
import type { QuickHand } from './quick-hand.ts'

let page: Page
let person: QuickHand
let served: Served
const place = onAPage({
  prepare: carryChecks,
  begin: async ({ page, person, served }) => {
    await page.goto(served.url)
    await person.asked('danger')
  },
})
beforeEach(() => {
  ;({ page, person, served } = place)
})

/** Where the focus is, in words: the kind of element and what it says. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement: at } = document
    const within = at?.closest('[data-question], section, header, nav, .problem') ?? null
    const place = within?.getAttribute('data-question') ?? within?.className ?? ''
    return `${at?.localName} in ${place || within?.localName}`
  })

/** Waits until what was asked is settled, then says where the focus is. */
async function settled(): Promise<string> {
  await page.locator('main:not([aria-busy])').waitFor()
  return focused()
}

describe('the focus of a person who goes on', () => {
  test('is on the heading of each next question, and after an error on what is wrong', async () => {
    await person.press('Continue')
    await page.locator('.problem').waitFor()
    expect(await settled()).toBe('div in problem')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('danger-yes')
    for (const [question, value, next] of [
      ['danger', 'no', 'role'],
      ['role', 'lead', 'practitioner'],
      ['practitioner', { name: 'A. Practitioner' }, 'concern'],
      ['concern', { words: 'Lifts from a man of about 23.' }, 'age'],
    ] as const) {
      await person.answer(question, value)
      await person.asked(next)
      expect(await settled()).toBe(`h2 in ${next}`)
    }
  })

  test('follows a change to the answer and back again, and each way on', async () => {
    await person.answer('danger', 'no')
    await person.answer('role', 'lead')
    await person.asked('practitioner')
    await person.press('Change: Which of these is closest to your role?')
    await person.asked('role')
    expect(await settled()).toBe('h2 in role')
    await person.press('Continue')
    await person.asked('practitioner')
    expect(await settled()).toBe('h2 in practitioner')
    await person.press('Back')
    await person.asked('role')
    expect(await settled()).toBe('h2 in role')
    await person.press('Someone is in danger now')
    await person.asked('danger.action')
    expect(await settled()).toBe('h2 in danger.action')
  })

  test('is on an alert first, and on the question once they carry on', async () => {
    await person.answer('danger', 'no')
    await person.answer('role', 'lead')
    await person.press('I don’t know')
    await person.answer('concern', { words: 'Lifts.' })
    await person.answer('age', '15')
    await person.answer('known', 'not-known')
    await person.answer('discussion.lead', 'not-known')
    await person.answer('still-concerned', 'yes')
    await person.answer('next', 'screen')
    await page.getByText('The screening, section by section').waitFor()
    expect(await settled()).toBe('h2 in prompt')
    await person.press('Internet and phone')
    await person.answer('online', { fits: ['meeting'] })
    await page.locator('section.alert').waitFor()
    expect(await settled()).toBe('h2 in alert')
    await person.press('Carry on')
    expect(await settled()).toBe('h2 in online.more')
  })

  test('is not lost when lines come and go, or when something opens and shuts', async () => {
    await person.answer('danger', 'no')
    await person.answer('role', 'lead')
    await person.press('Refer with what I have')
    await person.answer('age', '15')
    await person.answer('known', 'not-known')
    await person.asked('consent')
    await page.locator('.so-far summary').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('summary')
    await person.press('Back')
    expect(await settled()).toMatch(/^h2 in /)
    await person.press('Stop and come back')
    expect(await settled()).toBe('h2 in prompt')
    await person.press('Give me a code to come back with')
    await page.locator('.digits').waitFor()
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('code')
    await person.press('Carry on')
    expect(await settled()).toMatch(/^h2 in /)
    await person.press('Stop and come back')
    await person.press('End and delete everything')
    expect(await settled()).toBe('h2 in prompt')
    await person.press('Yes, delete everything')
    await page.getByText('Everything of that conversation has been deleted.').waitFor()
    expect(await focused()).not.toMatch(/^body/)
  })
})

describe('a person who listens', () => {
  const heard = async () => {
    await settled()
    // A second word would follow on the heels of the first.
    await page.waitForTimeout(300)
    return page.evaluate(() => checks.announced())
  }

  test('is told one thing for each turn, and of the conversation so far nothing again', async () => {
    await heard()
    for (const [question, value] of [
      ['danger', 'no'],
      ['role', 'lead'],
      ['practitioner', { name: 'A. Practitioner' }],
    ] as const) {
      await person.answer(question, value)
      expect(await heard()).toEqual(['Saved.'])
    }
    await person.press('Continue')
    await page.locator('.problem').waitFor()
    expect(await heard()).toEqual([expect.stringMatching(/^There is a problem/)])
  })

  test('is told how much room is left once they stop writing, and not at every letter', async () => {
    await person.answer('danger', 'no')
    await person.answer('role', 'lead')
    await person.asked('practitioner')
    // Before anything is written, so that nothing of it is timed by the machine's own clock.
    await page.clock.install()
    await page.locator('#field-name').fill('x'.repeat(100))
    await heard()
    await page.clock.pauseAt(Date.now() + 60_000)
    await page.evaluate(() => checks.announced())
    await page.locator('#field-name').press('y')
    await page.clock.runFor(300)
    await page.locator('#field-name').press('y')
    await page.clock.runFor(300)
    expect(await page.evaluate(() => checks.announced())).toEqual([])
    await page.clock.runFor(3_000)
    expect(await page.evaluate(() => checks.announced())).toEqual([
      expect.stringMatching(/^18 characters left/),
    ])
    await page.clock.runFor(9_000)
    expect(await page.locator('#announcements').textContent()).toBe('')
  })

  test('is told before the page is locked, and stays by pressing any key', async () => {
    await page.clock.install()
    await page.goto(served.url)
    await person.answer('danger', 'no')
    await person.asked('role')
    await heard()
    await page.clock.fastForward(4.5 * 60_000)
    expect(await page.evaluate(() => checks.announced())).toEqual([
      expect.stringMatching(/^This page will be locked soon/),
    ])
    await page.keyboard.press('Control')
    await page.clock.fastForward(60_000)
    await person.asked('role')
    expect(await page.locator('.status').textContent()).toBe('')
    await page.clock.fastForward(4.5 * 60_000)
    await page.getByText('Locked', { exact: true }).waitFor()
  })
})

describe('a person who lets go elsewhere, or only looks at the choices', () => {
  test('has answered nothing until they press Continue and let go on it', async () => {
    const submit = page.getByRole('button', { name: 'Continue', exact: true })
    await page.locator('#danger-yes').focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('#danger-no').isChecked()).toBe(true)
    await submit.hover()
    await page.mouse.down()
    await page.mouse.move(0, 0)
    await page.mouse.up()
    expect(await page.evaluate(() => sessionStorage.getItem('handrail'))).toBeNull()
    await person.asked('danger')
    await submit.click()
    await person.asked('role')
  })
})
