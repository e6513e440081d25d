import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { arriveAt, arriveAtSummary } from './arrive.ts'
import { onAPage } from './on-a-page.ts'
import { Practitioner } from './practitioner.ts'
import { walkTo as walkThrough } from './walk-to.ts'

const root = join(import.meta.dirname, '../..')
const script = JSON.parse(readFileSync(join(root, 'test/cases/school-lead-refers.json'), 'utf8'))

let page: Page
let person: Practitioner
const place = onAPage({
  context: { viewport: { width: 1280, height: 800 } },
  forgives: /WebSocket connection|ERR_CONNECTION_(REFUSED|RESET)/,
})
beforeEach(() => {
  ;({ page, person } = place)
})

const walkTo = (...places: string[]) => walkThrough(person, script.answers, ...places)

const pasted = async () => {
  await page.waitForFunction(
    () => (document.querySelector<HTMLTextAreaElement>('#paste')?.value.length ?? 0) > 0,
  )
  return page.locator('#paste').inputValue()
}

/** What `npm run consult` writes for the same case, whatever the minute. */
async function consulted(cased: object): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-case-'))
  const file = join(folder, 'case.json')
  writeFileSync(file, JSON.stringify(cased))
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'server/commands/consult.ts'),
    '--script',
    file,
  ])
  rmSync(folder, { recursive: true })
  return stdout
}
const timeless = (text: string) => text.replace(/\d+ \w+ 20\d\d, \d\d:\d\d/g, 'then')

describe('a school’s safeguarding lead', () => {
  test('is walked by keyboard alone from the first question to the summary, through a reload, a killed service and a changed answer', async () => {
    person = new Practitioner(page)
    await walkTo('missing')
    await person.fill(script.answers.missing)
    await page.reload()
    await person.asked('missing')
    expect(await page.locator('#field-saidBy').inputValue()).toBe('attendance log')
    expect(await page.locator('#fits-often-short').isChecked()).toBe(true)
    await person.press('Continue')
    await person.asked('missing.more')

    await walkTo('substances')
    await person.fill(script.answers.substances)
    await place.served.kill('SIGKILL')
    await page.getByText('The connection dropped.').waitFor()
    await person.press('Continue')
    await place.served.start()
    await person.asked('substances.more')
    await page.getByText(/Nothing was lost|Saved/).waitFor()

    await walkTo('Check your answers')
    await person.press('Change: How old is the child?')
    await person.answer('age', '14')
    await walkTo('Your summary')

    const text = await pasted()
    const { at: _, ...rest } = script
    const expected = await consulted({ ...rest, then: [{ change: 'age', to: '14' }] })
    expect(timeless(text)).toBe(timeless(expected))
    expect(text).toContain('Age: 14')
    expect(place.complaints).toEqual([])
    expect(place.served.log).not.toContain('stepfather')
  })

  test('meets an alert with the ways on, reached by the focus before the next question', async () => {
    await arriveAt(page, place.served.url, script.answers, 'next')
    await person.answer('next', 'screen')
    await person.press('Internet and phone')
    await person.answer('online', { fits: ['meeting'] })
    const alert = page.locator('section.alert')
    await alert.waitFor()
    expect(await alert.locator('h2').first().textContent()).toBe(
      'A plan to meet someone known only online',
    )
    expect(
      await page.evaluate(() => document.activeElement?.closest('section.alert') !== null),
    ).toBe(true)
    await person.press('Refer with what I have')
    await person.asked('consent')
    expect(place.complaints).toEqual([])
  })

  test('gets danger’s own question at any step, and comes back to the same section', async () => {
    await arriveAt(page, place.served.url, script.answers, 'family')
    await person.press('Someone is in danger now')
    await person.answer('danger.action', 'called')
    await person.asked('family')
  })

  test('reads after a question, and its mark, what is wrong with the answer', async () => {
    await arriveAt(page, place.served.url, script.answers, 'role')
    await person.press('Continue')
    await page.getByText(/[^?]\? Write or tick something here/).waitFor()
  })

  test('is told what is wrong with an answer, beside it and in the focus, and keeps what was written', async () => {
    await arriveAt(page, place.served.url, script.answers, 'concern')
    await person.press('Continue')
    const problem = page.locator('.problem')
    await problem.waitFor()
    expect(await problem.textContent()).toContain('Write or tick something here')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('problem')
    await person.fill('x'.repeat(2_501))
    await person.press('Continue')
    await page.getByText('This is longer than there is room for.').waitFor()
    const refused = await page.locator('#field-words').evaluate((field) => ({
      invalid: field.getAttribute('aria-invalid'),
      words: document.getElementById(field.getAttribute('aria-errormessage') ?? '')?.textContent,
    }))
    expect(refused).toEqual({
      invalid: 'true',
      words: expect.stringContaining('This is longer than there is room for.'),
    })
    expect((await page.locator('#field-words').inputValue()).length).toBe(2_501)
    await person.fill('😀'.repeat(5_000))
    await person.press('Continue')
    await page.getByText('That is more than can be sent at once.').waitFor()
    await person.answer('concern', script.answers.concern)
    await person.asked('age')
  })

  test('goes on writing where they were when the connection drops and comes back', async () => {
    await arriveAt(page, place.served.url, script.answers, 'concern')
    await person.fill('Half a')
    await place.served.kill('SIGKILL')
    await page.getByText('The connection dropped.').waitFor()
    await page.keyboard.insertText(' sentence')
    await place.served.start()
    await page.getByText('Connected again.').waitFor()
    await page.keyboard.insertText(', then the rest.')
    expect(await page.locator('#field-words').inputValue()).toBe('Half a sentence, then the rest.')
    await person.press('Continue')
    await person.asked('age')
  })

  test('takes along what is written at a question when they refer from it', async () => {
    await arriveAt(page, place.served.url, script.answers, 'concern')
    await person.fill('Seen getting into a car.')
    await person.press('Refer with what I have')
    await person.answer('age', '15')
    await person.answer('known', 'not-known')
    await person.asked('consent')
    expect(await page.locator('[data-entry="concern"]').textContent()).toContain(
      'Seen getting into a car.',
    )
  })

  test('finds what they had written before “I don’t know” when they come back', async () => {
    await arriveAt(page, place.served.url, script.answers, 'concern')
    await person.fill('Half a thought')
    await person.press('I don’t know')
    await person.asked('age')
    await person.press('Back')
    await person.asked('concern')
    expect(await page.locator('#field-words').inputValue()).toBe('Half a thought')
  })

  test('leaves the page at once, and nothing stays in the tab', async () => {
    await page.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'elsewhere' }))
    await arriveAt(page, place.served.url, script.answers, 'concern')
    await person.fill('Something half written')
    await person.press('Leave this page now')
    await page.getByText('elsewhere').waitFor()
    await page.goto(place.served.url)
    await page.getByText('Before you start').waitFor()
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toBe('{}')
  })

  test('stops, and comes back to the same question after a reload', async () => {
    await arriveAt(page, place.served.url, script.answers, 'age')
    await person.press('Stop and come back')
    await page.getByText('You can stop here').waitFor()
    await page.reload()
    await person.asked('age')
  })
})

describe('on a narrow screen', () => {
  test('nothing runs over the side, at any question', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    const fits = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      )
    expect(await fits()).toBe(true)
    for (const at of [
      'practitioner',
      'next',
      'missing',
      'sexual-health',
      'actions',
      'checking',
      'child',
      'leaving',
    ]) {
      await arriveAt(page, place.served.url, script.answers, at)
      expect(await fits(), at).toBe(true)
    }
    await pasted()
    expect(await fits()).toBe(true)
  })
})

describe('what a person takes along', () => {
  test('is the same summary as a page to print, as text and as data', async () => {
    await arriveAtSummary(page, place.served.url, script.answers)
    const text = await pasted()
    const taken = async (words: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), person.press(words)])
      return {
        name: download.suggestedFilename(),
        content: readFileSync(await download.path(), 'utf8'),
      }
    }
    const plain = await taken('Download as plain text')
    expect(plain.name).toMatch(/^summary-\d{4}-\d\d-\d\d\.txt$/)
    expect(timeless(plain.content)).toBe(timeless(text))
    const data = JSON.parse((await taken('Download as data (JSON)')).content)
    expect(data.answers.age).toEqual({ age: '15' })
    const html = await taken('Download to print')
    const printed = await place.browser.newPage()
    await printed.setContent(html.content)
    const headings = (where: Page, selector: string) => where.locator(selector).allTextContents()
    expect(await headings(printed, 'h2, h3')).toEqual(await headings(page, '.paper h4, .paper h5'))
    await printed.close()
  })
})

describe('a summary that has been passed on', () => {
  test('is followed by what happens next and when all is deleted, with ways back and to the end', async () => {
    await arriveAtSummary(page, place.served.url, script.answers)
    await person.press('The summary has been passed on')
    await page.getByRole('heading', { name: 'The summary is passed on' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'The summary is passed on',
    )
    expect(await page.locator('main').innerText()).toMatch(
      /Everything here is deleted on \d+ \w+ 20\d\d, \d\d:\d\d/,
    )
    await page.getByRole('heading', { name: 'What happens next' }).waitFor()
    expect(await page.locator('main tbody tr').count()).toBeGreaterThan(3)
    await person.press('Back to the summary')
    await pasted()
  })
})
