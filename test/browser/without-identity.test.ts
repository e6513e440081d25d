import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Served } from '../support/served.ts'
import { onAPage } from './on-a-page.ts'
import { Practitioner } from './practitioner.ts'
import { QuickHand } from './quick-hand.ts'

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
  await person.answer('known', 'not-known')
  await person.answer('discussion', 'nobody')
  await person.answer('still-concerned', 'unsure')
  await person.asked('next')
}

/** What is left to be dealt with, as it is said. */
const left = () => page.locator('.identity').locator('li :is(p, a)[id]').allTextContents()

describe('a health practitioner who consults without identity, by keyboard at 320 px', () => {
  test('deals with each name and number by one press, reads the sheet on the call, and leaves with a note', async () => {
    await toNext(
      'A girl called Shanice was dropped off by Tyrone Sample. Ring 07700 900123. Deputy Head Dee Sample knows.',
    )
    expect(await pointedOut().count()).toBe(0)
    await person.answer('next', 'consult')

    await person.asked('consultation.call')
    expect(await focused()).toBe('Earlier answers may identify the child')
    expect(await left()).toEqual([
      '“Shanice” looks like a name.',
      '“Tyrone Sample” looks like a name.',
      '“07700 900123” looks like a phone number.',
      '“Dee Sample” looks like a name.',
    ])
    expect(await page.locator('section.identity').textContent()).not.toContain('Bea')
    expect(await fits()).toBe(true)
    expect(await page.locator('[data-paper]').count()).toBe(0)
    await person.press('Replace with “the child”')
    await page.getByText('“Shanice”').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Replace with “the child”',
    )
    await person.press('Replace with “[name left out]”')
    await page.getByText('“Tyrone Sample”').waitFor({ state: 'detached' })
    await person.press('Replace with “a phone number”')
    await page.getByText('“07700 900123”').waitFor({ state: 'detached' })
    expect(await page.locator('[data-paper]').count()).toBe(0)
    await person.press('This is not the child’s')

    const sheet = page.locator('[data-paper="call-sheet"]')
    await sheet.getByRole('heading', { name: 'What not to say', exact: true }).waitFor()
    const read = await sheet.textContent()
    expect(read).toContain(
      'A girl called the child was dropped off by [name left out]. Ring a phone number. Deputy Head Dee Sample knows.',
    )
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Call sheet: what to say, what to ask, what not to say',
    )
    expect(await fits()).toBe(true)
    const [above, below] = await Promise.all([
      sheet.boundingBox(),
      page.locator('#field-notes').boundingBox(),
    ])
    expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0))
    await person.press('Go to the notes of the call')
    await page.keyboard.insertText('Dee said: see Kayla Example alone. Call 07700 900999.')
    await person.press('Continue')
    await pointedOut().waitFor()
    expect(await focused()).toBe('This may identify the child')
    expect(await left()).toEqual([
      '“Kayla Example” looks like a name.',
      '“07700 900999” looks like a phone number.',
    ])
    expect(await pointedOut().getByText('Carry on as it is').count()).toBe(0)
    expect(await fits()).toBe(true)
    expect(wasSent('Kayla')).toBe(false)
    await person.press('Replace with “the child”')
    await person.press('This is not the child’s')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Continue')
    await page.keyboard.press('Enter')

    await person.asked('consultation')
    expect(await page.locator('#field-advice').inputValue()).toBe(
      'Dee said: see the child alone. Call 07700 900999.',
    )
    expect(wasSent('"act":"confirm"')).toBe(true)
    await person.fill({ consulted: 'advised', adviser: 'Dee Adviser', when: 'Today, 11:40' })
    await person.press('Continue')
    await pointedOut().waitFor()
    await person.press('Replace with “a phone number”')
    await person.press('Continue')
    await person.answer('next', 'decide')
    await person.press('These answers are right: go on')
    await person.answer('decision', 'consult')
    await person.answer('asked', 'Advice on what to say.')

    await page.locator('.leaving .paper').getByText('see the child alone').waitFor()
    const note = page.locator('[data-paper="note"]')
    await opens('note')
    await note.getByText('Advice given by: Dee Adviser.').waitFor()
    const noted = await note.textContent()
    expect(noted).toContain('see the child alone. Call a phone number.')
    expect(noted).toContain('When: Today, 11:40.')
    expect(noted).not.toMatch(/Shanice|Kayla|Tyrone/)
    expect(await fits()).toBe(true)
    expect(await page.locator('main').textContent()).not.toMatch(
      /is clean|no names|nothing was found/i,
    )
    expect(served.log).not.toContain('Shanice')
    expect(complaints).toEqual([])
  })

  test('has no press that lets every name stand in a paper, can pass names in a form, and refers with what was said', async () => {
    await toNext('An older man waits outside. Ring 07700 900123 about Kayla Example.')
    await person.answer('next', 'consult')
    const earlier = page.locator('section.identity')
    await earlier.waitFor()
    expect(await page.getByText('Carry on as it is').count()).toBe(0)
    expect(await page.locator('[data-paper]').count()).toBe(0)
    await person.press('This is not the child’s')
    await earlier.getByText('“07700 900123”').waitFor({ state: 'detached' })
    expect(await page.locator('[data-paper]').count()).toBe(0)
    await person.press('Replace with “the child”')
    const sheet = page.locator('[data-paper="call-sheet"]')
    await sheet.getByText('Ring 07700 900123 about the child.').waitFor()
    await person.fill({ notes: 'Ask Tyrone Sample.' })
    await person.press('Continue')
    await pointedOut().waitFor()
    expect(wasSent('Tyrone')).toBe(false)
    await person.press('Carry on as it is')
    await person.asked('consultation')
    await earlier.waitFor()
    expect(await left()).toEqual(['“Tyrone Sample” looks like a name.'])
    expect(await page.locator('[data-paper]').count()).toBe(0)
    await person.press('Replace with “[name left out]”')
    await earlier.waitFor({ state: 'detached' })
    await person.answer('consultation', { consulted: 'advised', advice: 'Ask what worries them.' })
    await person.answer('next', 'refer')
    await person.answer('consent', 'to-be-asked')
    await person.press('These answers are right: go on')
    await person.answer('decision', 'refer')
    await person.answer('asked', 'A meeting about Kayla Example.')
    await person.answer('child', { name: 'Kayla Example' })
    await page.locator('.leaving .paper').getByText('Name or initials: Kayla Example').waitFor()
    const referral = await page.locator('.leaving .paper').textContent()
    expect(referral).toContain('Ring 07700 900123 about the child.')
    expect(complaints).toEqual([])
  })

  test('is told that it could not be looked through where that is so, and is never held up', async () => {
    await page.route('**/assets/identifying.js', (route) => route.abort())
    await toNext('An older man waits outside. Ring 07700 900123.')
    await person.answer('next', 'consult')
    await page
      .locator('[data-paper="call-sheet"]')
      .getByText('Ring [a phone number, left out].')
      .waitFor()
    await person.fill({ notes: 'Kayla Example.' })
    await person.press('Continue')
    await page.getByText('What you wrote could not be looked through here.').waitFor()
    await person.press('Carry on as it is')
    await person.asked('consultation')
  })

  test('prints the call sheet by itself', async () => {
    await toNext('An older man waits outside.')
    await person.answer('next', 'consult')
    await page
      .locator('[data-paper="call-sheet"]')
      .getByRole('heading', { name: 'What not to say', exact: true })
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
      .locator('main > div > :not(.call), .call > *, main > :not(div)')
      .evaluateAll((boxes) =>
        boxes
          .filter((box) => box.getClientRects().length > 0)
          .map((box) => box.getAttribute('data-paper')),
      )
    expect(shown).toEqual(['call-sheet'])
    expect(await page.getByText('Leave this page now').isVisible()).toBe(false)
  })
})

describe('the call sheet', () => {
  test('stands beside the notes where there is room', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await toNext('An older man waits outside.')
    await person.answer('next', 'consult')
    await page.locator('.call .paper').getByText('What not to say').waitFor()
    const [sheet, notes] = await Promise.all([
      page.locator('.call > .sheet').boundingBox(),
      page.locator('.call > form').boundingBox(),
    ])
    expect(notes?.x).toBeGreaterThan((sheet?.x ?? 0) + (sheet?.width ?? 0))
    expect((sheet?.width ?? 0) + (notes?.width ?? 0)).toBeGreaterThan(880)
    expect(await fits()).toBe(true)
  })

  test('is not locked while it is open, though nobody touches it, and is once it is shut', async () => {
    await served.kill()
    await served.start({ env: { LOCK_MINUTES: '0.1', SWEEP_SECONDS: '0.2' } })
    await page.reload()
    person = new QuickHand(page)
    await toNext('An older man waits outside.')
    await person.answer('next', 'consult')
    await page.locator('.call .paper').getByText('What not to say').waitFor()
    await page.waitForTimeout(14_000)
    expect(await page.locator('.call .paper').getByText('What not to say').isVisible()).toBe(true)
    await page.locator('.call summary').first().press('Enter')
    await page.getByText('Locked', { exact: true }).waitFor()
  })
})
