import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { permission } from '../support/southwark.ts'
import { onAPage } from './on-a-page.ts'
import type { QuickHand } from './quick-hand.ts'

const cases = join(import.meta.dirname, '../cases')
const earlier = join(cases, 'again/earlier-summary.json')
const { answers } = JSON.parse(
  readFileSync(join(cases, 'with-analysis/social-worker-analyses.json'), 'utf8'),
) as { answers: Record<string, string | Record<string, unknown>> }

let page: Page
let person: QuickHand
const place = onAPage({
  env: { STRUCTURED_ANALYSIS_PERMISSION: permission },
  context: { viewport: { width: 1280, height: 800 } },
})
beforeEach(() => {
  ;({ page, person } = place)
})
afterEach(() => expect(place.complaints).toEqual([]))

/** Brings in a file; the dialog of the browser itself is not the page's. */
async function bringIn(file: string | { name: string; mimeType: string; buffer: Buffer }) {
  await person.press('I have an earlier summary')
  await page.locator('#earlier-file').setInputFiles(file)
  await person.tabTo('input[name="purpose"]')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await person.press('Bring it in')
}

/** Answers question after question until this one is asked, or this place is reached. */
async function walkTo(wanted: string): Promise<void> {
  for (let turns = 0; turns < 100; turns += 1) {
    const here = await person.waiting()
    if (here === wanted) return
    if (here === 'Check your answers') await person.press('These answers are right: go on')
    else if (here === 'The screening, section by section')
      await person.press('Leave the screening and go on')
    else await person.answer(here, answers[here] ?? 'not-known')
  }
  throw new Error(`never came to ${wanted}`)
}

test('a social worker lays an earlier summary beside the screening, analyses it, and sees the network drawn', async () => {
  await person.answer('danger', 'no')
  await person.asked('role')
  await bringIn(earlier)
  await person.asked('role')
  const beside = page.locator('[data-earlier]')
  await expect
    .poll(() => beside.textContent())
    .toContain('Laid beside the summary of 14 August 2026')
  expect(await beside.textContent()).toContain('Purpose: to review a plan.')
  await page.reload()
  await expect.poll(() => beside.textContent()).toContain('14 August 2026')

  await walkTo('analysis')
  const notes = await page.locator('form .note').allTextContents()
  expect(notes.join(' ')).toContain(permission)
  expect(notes.join(' ')).toContain('may not be altered or passed on without permission')
  await person.answer('analysis', { groups: ['historic', 'network'], trained: 'trained' })

  await walkTo('analysis.historic.home')
  expect(await page.locator('#field-seen').inputValue()).toBe(
    'Seen at the analysis of 14 August 2026: Money or goods that are not accounted for, especially phones.',
  )
  await person.press('Continue')
  await walkTo('earlier.plan')
  expect(await page.locator('[data-column="action"]').first().inputValue()).toContain('Key worker')
  await person.tabTo('[data-column="outcome"]')
  await page.keyboard.insertText('Done, each week.')
  await person.press('Continue')

  await walkTo('Your summary')
  const paper = page.locator('.paper')
  const drawing = paper.locator('svg.diagram')
  await drawing.waitFor()
  expect(await paper.getByRole('img', { name: 'Network diagram' }).count()).toBe(1)
  expect(await drawing.locator('text').allTextContents()).toContain('Ring road hotel')
  const box = await drawing.boundingBox()
  expect(box?.height ?? 0).toBeGreaterThan(100)
  const cells = await paper.locator('td').allTextContents()
  for (const name of await drawing.locator('text').allTextContents()) expect(cells).toContain(name)
  const words = (await paper.textContent()) ?? ''
  expect(words).toContain('Done, each week.')
  expect(words).toContain('Then: the child and the carer no longer speak.')
  expect(words).toContain('which now count as historic conditional items')
})

test('a file that is no summary is refused beside its field, and the way back is open', async () => {
  await person.answer('danger', 'no')
  await person.asked('role')
  await bringIn({ name: 'letter.json', mimeType: 'application/json', buffer: Buffer.from('[]') })
  const problem = page.locator('.problem')
  await problem.waitFor()
  expect(await problem.textContent()).toContain('The file of the earlier summary: This file cannot')
  expect(await problem.evaluate((element) => element === document.activeElement)).toBe(true)
  const other = JSON.parse(readFileSync(earlier, 'utf8'))
  other.pack.area = 'elsewhere'
  await page.locator('#earlier-file').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(other)),
  })
  await person.press('Bring it in')
  await expect.poll(() => problem.textContent()).toContain('for the same area')
  await person.press('Go back without it')
  await person.asked('role')
  expect(await page.locator('[data-earlier]').count()).toBe(0)
})
