import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { onAPage } from './on-a-page.ts'
import { Practitioner } from './practitioner.ts'

let page: Page
let person: Practitioner
const place = onAPage({ context: { viewport: { width: 320, height: 640 } } })
beforeEach(() => {
  page = place.page
  person = new Practitioner(page)
})

const alert = () => page.locator('section.alert')
const fits = () =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

/** Whether an element is where the eye is, without any scrolling. */
const inView = (selector: string) =>
  page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })

/** Up to the age, by a nurse whose patient's test was positive. */
async function toAge(): Promise<void> {
  await person.answer('danger', 'no')
  await person.answer('role', 'health')
  await person.answer('practitioner', { name: 'F. Practitioner', agency: 'Example Health Centre' })
  await person.answer(
    'concern',
    'A positive pregnancy test. She asked that her mother is not told.',
  )
  await person.asked('age')
}

describe('a nurse whose patient is under 13 and pregnant, by keyboard at 320 px', () => {
  test('has the alert and its law within two screens of the age, in view, and can refer from it', async () => {
    await toAge()
    await person.answer('age', 'under-13')
    await person.asked('known')
    expect(await fits()).toBe(true)
    await person.answer('known', { known: ['pregnancy'] })
    await alert().waitFor()
    expect(await alert().locator('h2').first().textContent()).toBe(
      'Under 13, and something points to sexual activity',
    )
    expect(await alert().textContent()).toContain('it is an offence, whoever is involved')
    expect(await page.evaluate(() => document.activeElement?.closest('.alert') !== null)).toBe(true)
    expect(await inView('section.alert h2')).toBe(true)
    expect(await inView('section.alert p')).toBe(true)
    expect(await fits()).toBe(true)

    await page.reload()
    await person.asked('discussion')
    expect(await page.getByText('Under 13, and something points').first().isVisible()).toBe(true)

    await person.press('Refer with what I have')
    await person.answer('consent', { consent: 'not-sought', basis: 'A child at risk of harm.' })
    await person.answer('consent.reason', { reason: 'She fears what would happen at home.' })
    await person.press('These answers are right: go on')
    await person.answer('decision', 'refer')
    await person.answer('asked', 'A call back within the hour.')
    await person.answer('child', { name: 'P.' })
    const paper = page.locator('.leaving .paper')
    await paper.getByText('Under 13, and something points to sexual activity').waitFor()
    expect(place.complaints).toEqual([])
  })

  test('is told on the screen where she is which alert a later change withdrew, and which came', async () => {
    await toAge()
    await person.answer('age', 'under-13')
    await person.answer('known', { known: ['pregnancy'] })
    await person.answer('discussion', 'nobody')
    await person.answer('still-concerned', 'yes')
    await person.asked('next')
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      new MutationObserver(() => {
        const words = document.querySelector('#announcements')?.textContent
        if (words) said.push(words)
      }).observe(document.body, { childList: true, characterData: true, subtree: true })
    })
    await page.locator('.so-far summary').press('Enter')
    await person.press('Change: How old is the child?')
    await person.answer('age', '15')
    await person.asked('next')
    const gone = 'These alerts no longer stand: Under 13, and something points to sexual activity.'
    await page.getByText(gone).first().waitFor()
    expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toContain(
      gone,
    )
    expect(await alert().locator('h2').first().textContent()).toBe(
      'Under 16, and something points to sexual activity',
    )
    expect(await fits()).toBe(true)
    expect(place.complaints).toEqual([])
  })
})

describe('a person who sees no more concern while an alert stands, by keyboard at 320 px', () => {
  test('is offered not to refer only once the MASH’s advice is recorded, and never by naming nobody', async () => {
    await person.answer('danger', 'no')
    await person.answer('role', 'school')
    await person.answer('practitioner', { name: 'Ines Practitioner' })
    await person.answer('concern', 'She is seeing a man of 22 from her running club.')
    await person.answer('age', '16')
    await person.answer('known', { known: ['adult'] })
    await person.answer('other-person', 'other')
    await person.answer('discussion', 'nobody')
    await person.answer('still-concerned', 'no')
    await person.asked('next')
    const notNow = page.locator('input[value="not-now"]')
    expect(await notNow.count()).toBe(0)
    await page.getByText('While an alert stands, ask the MASH before you decide').waitFor()
    await person.answer('next', 'consult')
    if ((await person.waiting()) === 'consultation.call') await person.press('Continue')
    await person.answer('consultation', {
      consulted: 'advised',
      adviser: 'Duty social worker J.',
      when: 'Today, 14:20',
      advice: 'Not one to refer as it stands.',
    })
    await person.asked('next')
    expect(await notNow.count()).toBe(1)
    await person.answer('next', 'not-now')
    await person.press('These answers are right: go on')
    await person.answer('decision', 'not-now')
    await person.asked('not-now')
    const today = new Date()
    const review = new Date(today.getTime() + 7 * 86_400_000).toISOString().slice(0, 10)
    await person.fill({
      reasons: 'Open about him.',
      agreed: 'Nobody',
      watch: 'Who collects her',
      review,
    })
    await person.press('Continue')
    await page.getByText('This needs the name of someone other than you.').first().waitFor()
    await person.fill({ agreed: 'M. Example, safeguarding lead', review: '2099-01-01' })
    await person.press('Continue')
    await page.getByText('This day is too far ahead.').first().waitFor()
    await person.fill({ review })
    await person.press('Continue')
    await page
      .locator('.leaving .paper')
      .getByText('Not referred, by the practitioner’s decision.')
      .waitFor()
    expect(place.complaints).toEqual([])
  })
})
