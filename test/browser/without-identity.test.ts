import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Served } from '../support/served.ts'
import { onAPage } from './on-a-page.ts'
import { Practitioner } from './practitioner.ts'

let page: Page
let person: Practitioner
let served: Served
let complaints: string[]
const place = onAPage({ context: { viewport: { width: 320, height: 640 } } })
beforeEach(() => {
  ;({ page, served, complaints } = place)
  person = new Practitioner(page)
})

const wasSent = (words: string) => place.said.some((frame) => frame.includes(words))
const fits = () =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
const focused = () =>
  page.evaluate(
    () => document.activeElement?.closest('.identity')?.querySelector('h2, h3')?.textContent,
  )
const pointedOut = () => page.locator('form .identity')

/** Opens a paper where it is offered. */
async function opens(paper: string): Promise<void> {
  await person.tabTo(`[data-paper="${paper}"] summary`)
  await page.keyboard.press('Enter')
}

/** Up to the choice of what to do next, by somebody who is unsure. */
async function toNext(concern: string): Promise<void> {
  await person.answer('danger', 'no')
  await person.answer('role', 'health')
  await person.answer('practitioner', { name: 'Bea Practitioner', agency: 'Example Clinic' })
  await person.answer('concern', concern)
  await person.answer('age', '15')
  await person.answer('discussion', 'nobody')
  await person.answer('still-concerned', 'unsure')
  await person.asked('next')
}

describe('a health practitioner who consults without identity, by keyboard at 320 px', () => {
  test('has names pointed out, takes them out, makes the call with a sheet, and reads the note at the end', async () => {
    await toNext('A girl called Shanice was dropped off by an older man.')
    expect(await pointedOut().count()).toBe(0)
    await person.answer('next', 'consult')

    await person.asked('consultation')
    expect(await focused()).toBe('Earlier answers may identify the child')
    const earlier = page.locator('section.identity')
    expect(await earlier.textContent()).toContain('“Shanice” looks like a name.')
    expect(await earlier.textContent()).not.toContain('Bea')
    expect(await fits()).toBe(true)
    await person.press('Change: What is worrying you, in your own words?')

    await person.asked('concern')
    await person.press('Continue')
    await pointedOut().waitFor()
    expect(await focused()).toBe('This may identify the child')
    expect(await fits()).toBe(true)
    await person.tabTo('form .identity a')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('15')
    expect(await page.locator('#field-words').inputValue()).toBe(
      'A girl called 15 was dropped off by an older man.',
    )
    await person.press('Continue')

    await person.asked('consultation')
    expect(await earlier.count()).toBe(0)
    const sheet = page.locator('[data-paper="call-sheet"]')
    await opens('call-sheet')
    await sheet.getByRole('heading', { name: 'What not to say' }).waitFor()
    const read = await sheet.textContent()
    expect(read).toContain('A girl called 15 was dropped off')
    expect(read).not.toContain('Shanice')
    expect(await fits()).toBe(true)

    await person.fill({
      consulted: 'advised',
      adviser: 'Dee Adviser',
      when: 'Today, 11:40',
      advice: 'See Kayla Example alone and call back.',
    })
    await person.press('Continue')
    await pointedOut().waitFor()
    expect(await pointedOut().locator('a').allTextContents()).toEqual([
      '“Kayla Example” looks like a name.',
    ])
    await person.tabTo('form .identity a')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('the child')
    await person.press('Continue')
    await person.answer('next', 'decide')
    await person.press('These answers are right: go on')
    await person.answer('decision', 'consult')
    await person.answer('asked', 'Advice on what to say.')

    const note = page.locator('[data-paper="note"]')
    await opens('note')
    await note.getByText('Advice given by: Dee Adviser.').waitFor()
    const noted = await note.textContent()
    expect(noted).toContain('See the child alone and call back.')
    expect(noted).toContain('When: Today, 11:40.')
    expect(noted).not.toMatch(/Shanice|Kayla/)
    expect(await fits()).toBe(true)

    expect(wasSent('the child alone')).toBe(true)
    expect(wasSent('Kayla')).toBe(false)
    expect(served.log).not.toContain('Shanice')
    expect(complaints).toEqual([])
  }, 180_000)

  test('can carry on with what was pointed out as it is, and goes on to refer with all that was said', async () => {
    await toNext('An older man waits outside.')
    await person.answer('next', 'consult')
    await person.asked('consultation')
    await person.fill({ consulted: 'advised', advice: 'Ring 07700 900123 if it happens again.' })
    await person.press('Continue')
    await pointedOut().waitFor()
    expect(wasSent('07700')).toBe(false)
    await person.press('Carry on as it is')
    await person.asked('next')
    expect(wasSent('Ring 07700 900123 if')).toBe(true)

    await person.answer('next', 'refer')
    await person.answer('consent', 'to-be-asked')
    await person.press('These answers are right: go on')
    await person.answer('decision', {
      decision: 'refer',
      words: 'Concern for Kayla Example remains.',
    })
    await person.answer('asked', 'A meeting about Kayla Example.')
    await person.answer('child', { name: 'Kayla Example' })
    await page.locator('.leaving .paper').getByText('Name or initials: Kayla Example').waitFor()
    const referral = await page.locator('.leaving .paper').textContent()
    expect(referral).toContain('An older man waits outside.')
    expect(referral).toContain('Ring 07700 900123 if it happens again.')
    expect(complaints).toEqual([])
  }, 180_000)

  test('is told that it could not be looked through where that is so, and is never held up', async () => {
    await page.route('**/assets/identifying.js', (route) => route.abort())
    await toNext('An older man waits outside.')
    await person.answer('next', 'consult')
    await person.fill({ consulted: 'not-yet', advice: 'Kayla Example.' })
    await person.press('Continue')
    await page.getByText('What you wrote could not be looked through here.').waitFor()
    await person.press('Carry on as it is')
    await page.getByText('Check your answers').waitFor()
  }, 90_000)

  test('prints the call sheet by itself', async () => {
    await toNext('An older man waits outside.')
    await person.answer('next', 'consult')
    await opens('call-sheet')
    await page
      .locator('[data-paper="call-sheet"]')
      .getByRole('heading', { name: 'What not to say' })
      .waitFor()
    await page.evaluate(() => {
      window.print = () => {
        const box = document.querySelector('[data-paper]')
        document.title = box?.hasAttribute('data-printing') ? 'printing the sheet' : 'the page'
      }
    })
    await person.press('Print this sheet')
    expect(await page.title()).toBe('printing the sheet')
    await page.emulateMedia({ media: 'print' })
    await page.locator('[data-paper]').evaluate((box) => box.setAttribute('data-printing', ''))
    const shown = await page
      .locator('main > div > *, main > :not(div)')
      .evaluateAll((boxes) =>
        boxes
          .filter((box) => box.getClientRects().length > 0)
          .map((box) => box.getAttribute('data-paper')),
      )
    expect(shown).toEqual(['call-sheet'])
    expect(await page.getByText('Leave this page now').isVisible()).toBe(false)
  }, 90_000)
})
