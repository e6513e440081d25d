import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { onAPage } from './on-a-page.ts'
import type { QuickHand } from './quick-hand.ts'
import { type Answers, walkTo } from './walk-to.ts'

const answersOf = (name: string): Answers =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../cases/${name}.json`), 'utf8')).answers

let page: Page
let person: QuickHand
let complaints: string[]
const place = onAPage({ context: { viewport: { width: 1280, height: 800 } } })
beforeEach(() => {
  ;({ page, person, complaints } = place)
})

/** The text of the summary, once the page shows it. */
async function summary(): Promise<string> {
  await page.waitForFunction(
    () => (document.querySelector<HTMLTextAreaElement>('#paste')?.value.length ?? 0) > 0,
  )
  return page.locator('#paste').inputValue()
}

/** Whether a sentence of the protocol is shown beside the question. */
const said = (words: string) => page.locator('main').getByText(words).first().waitFor()

test('an allocated social worker is walked through an open case, and is told what comes back', async () => {
  const answers = answersOf('social-worker-open-case')
  await walkTo(person, answers, 'actions')
  await said('Social workers do not refer to the Multi Agency Sexual Exploitation (MASE) panel.')
  await walkTo(person, answers, 'consent')
  await said('A name leaves it when all concerns about exploitation have ended.')
  await walkTo(person, answers, 'asked')
  await said('The protocol does not say which rating means which.')
  await walkTo(person, answers, 'Your summary')
  const text = await summary()
  expect(text).toMatch(/^CONFIDENTIAL · Referral to Southwark MASH · CSE referral on an open case/)
  expect(text).toContain('Said to involve more than one child')
  expect(text).toContain('Child in need plan review.')
  expect(complaints).toEqual([])
})

test('a looked-after child in another borough brings seven points, and who is told where they live', async () => {
  const answers = answersOf('looked-after-in-another-borough')
  await walkTo(person, answers, 'placement.children')
  await said(
    'The police where the child lives are told automatically, through the crime record (CRIS).',
  )
  await walkTo(person, answers, 'placement.parents-reason')
  await walkTo(person, answers, 'Check your answers')
  await person.press('Change: Should the child’s parents be told?')
  await person.answer('placement.parents', 'to-be-told')
  await walkTo(person, answers, 'Your summary')
  const text = await summary()
  expect(text).toContain('Telling the parents: they will be told.')
  expect(text).not.toContain('His father has sent people')
  expect(text).toContain('Police where the child lives: Are told automatically')
  expect(complaints).toEqual([])
})

test('a consultation without identity never asks who the child is, and neither does its summary say', async () => {
  const answers = answersOf('health-practitioner-consults')
  await walkTo(person, answers, 'The screening, section by section')
  await person.press('Leave the screening and go on')
  await walkTo(person, answers, 'Your summary')
  expect(await page.locator('[data-entry="child"]').count()).toBe(0)
  const text = await summary()
  expect(text).toMatch(/^CONFIDENTIAL · For consultation with Southwark MASH/)
  expect(text).not.toContain('Name or initials')
  expect(text).not.toContain('FOR THE STRATEGY MEETING')
  expect(complaints).toEqual([])
})

test('someone who is no practitioner comes by a few questions to a concern for the MASH', async () => {
  const answers = answersOf('neighbour-raises-concern')
  await walkTo(person, answers, 'next')
  expect(await page.getByRole('button', { name: 'Screening overview' }).count()).toBe(0)
  await walkTo(person, answers, 'Your summary')
  expect(await summary()).toMatch(/^CONFIDENTIAL · A concern for Southwark MASH/)
  expect(complaints).toEqual([])
})
