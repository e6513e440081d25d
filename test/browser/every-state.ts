import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { Served } from '../support/served.ts'
import { QuickHand } from './quick-hand.ts'
import { type Answers, walkTo } from './walk-to.ts'

const cases = join(import.meta.dirname, '../cases')
const { answers } = JSON.parse(readFileSync(join(cases, 'school-lead-refers.json'), 'utf8')) as {
  answers: Answers
}

/** A state the page can be in, reached and standing still until the next is asked for. */
export type State = { name: string; page: Page }

type Prepare = (context: BrowserContext) => Promise<void>

/**
 * Every state of the page, one after the other, over services of their own.
 * @param prepare is given each context before its first page is opened
 */
export async function* everyState(
  browser: Browser,
  prepare: Prepare = async () => {},
): AsyncGenerator<State> {
  for (const walk of walks) yield* walk(browser, prepare)
}

/** The walks that meet every state between them. They can go on side by side. */
export const walks = [conversation, consultation, interruptions, endings]

/** A school's safeguarding lead, from the first page to the summary. */
async function* conversation(browser: Browser, prepare: Prepare): AsyncGenerator<State> {
  await using place = await setting(browser, prepare)
  const { person, page } = place
  const at = (name: string): State => ({ name, page })
  const to = (...places: string[]) => walkTo(person, answers, ...places)
  const opened = (topic: string) => page.locator(`[data-topic="${topic}"] summary`).click()

  yield at('start')
  await person.press('Come back')
  await page.locator('.problem').waitFor()
  yield at('start-with-a-wrong-code')
  await person.press('Continue')
  await page.locator('form[data-question] .problem').waitFor()
  yield at('choice-not-made')
  await to('role')
  await person.press('Someone is in danger now')
  await to('danger.action')
  yield at('question-in-danger')
  await person.answer('danger.action', 'passed')
  await to('role')
  yield at('question-one-of-many')
  await to('practitioner')
  yield at('question-short-texts')
  await to('concern')
  yield at('question-long-text')
  await opened('forms')
  yield at('help-open')
  await opened('forms')
  await person.press('Continue')
  await page.locator('.problem').waitFor()
  yield at('error-summary')
  await person.fill('Near the limit. '.repeat(155))
  await page.getByText('characters left').waitFor()
  yield at('characters-left')
  await person.fill(answers.concern ?? '')
  await person.press('Continue')
  await to('known')
  await person.fill(answers.known ?? '')
  yield at('question-known-or-suspected')
  await person.press('Continue')
  await page.locator('section.alert').waitFor()
  yield at('alert-right-after-the-age')
  await to('still-concerned')
  yield at('question-with-three-topics')
  await to('next')
  yield at('contacts-and-notice')
  await to('The screening, section by section')
  yield at('overview-not-begun')
  await to('missing')
  await person.fill(answers.missing ?? '')
  yield at('question-tick-and-say')
  await to('missing.more')
  yield at('question-follow-up')
  await to('sexual-health')
  await person.fill({
    fits: ['similar-age', 'exchange'],
    seen: 'K. says he expects something for it.',
  })
  await person.press('Continue')
  await page.locator('section.alert').waitFor()
  await page.locator('.pointer').waitFor()
  yield at('alerts-and-contradiction')
  await to('health')
  yield at('alerts-standing')
  await person.press('Screening overview')
  yield at('overview-in-progress')
  await person.press('Leave the screening and go on')
  await to('actions')
  yield at('question-rows')
  await to('consent')
  yield at('question-consent')
  await to('Check your answers')
  yield at('check-answers')
  await to('decision')
  yield at('question-decision')
  await to('child')
  yield at('question-date')
  await person.fill({ born: '2011-14-40' })
  await person.press('Continue')
  await page.locator('.problem').waitFor()
  yield at('date-that-is-none')
  await to('Your summary')
  await page.waitForFunction(
    () => (document.querySelector<HTMLTextAreaElement>('#paste')?.value.length ?? 0) > 0,
  )
  yield at('summary')
  await person.press('The summary has been passed on')
  await page.getByText('The summary is passed on').waitFor()
  yield at('summary-passed-on')
  await person.press('Back to the summary')
  await person.press('Stop and come back')
  yield at('stop')
  await person.press('Give me a code to come back with')
  await page.locator('.digits').waitFor()
  yield at('code-shown')
  await person.press('End and delete everything')
  yield at('end-to-be-confirmed')
  await person.press('Yes, delete everything')
  await page.getByText('Everything of that conversation has been deleted.').waitFor()
  yield at('ended')
}

/** A health practitioner who consults without identity, from what has to be dealt with to the note. */
async function* consultation(browser: Browser, prepare: Prepare): AsyncGenerator<State> {
  await using place = await setting(browser, prepare)
  const { person, page } = place
  const named = 'A girl called Shanice was dropped off by Tyrone Sample. Ring 07700 900123.'
  await walkTo(
    person,
    {
      ...answers,
      role: 'health',
      concern: named,
      discussion: 'nobody',
      'still-concerned': 'unsure',
      next: 'consult',
    },
    'consultation.call',
  )
  await page.locator('section.identity').waitFor()
  yield { name: 'identifiers-in-earlier-answers', page }
  await person.press('Replace with “the child”')
  await page.getByText('“Shanice”').waitFor({ state: 'detached' })
  await person.press('Replace with “[name left out]”')
  await page.getByText('“Tyrone Sample”').waitFor({ state: 'detached' })
  await person.press('Replace with “a phone number”')
  await page.locator('.call .paper').getByText('What not to say').waitFor()
  yield { name: 'call-sheet-and-notes', page }
  await person.fill({ notes: 'Dee said to see Kayla Example alone.' })
  await person.press('Continue')
  await page.locator('form .identity').waitFor()
  yield { name: 'identifiers-in-an-answer', page }
}

/** What can come between: a lost connection, another tab, a rehearsal. */
async function* interruptions(browser: Browser, prepare: Prepare): AsyncGenerator<State> {
  await using place = await setting(browser, prepare)
  const { person, page, served } = place
  await page.locator('#rehearsal').check()
  await walkTo(person, answers, 'concern')
  yield { name: 'rehearsal', page }
  await person.press('Hide')
  yield { name: 'hidden', page }
  await person.press('Open')
  await person.fill('Half a sentence')
  await place.context.setOffline(true)
  await page.getByText('You are offline.').waitFor()
  yield { name: 'offline', page }
  await served.kill()
  await place.context.setOffline(false)
  await page.getByText('The connection dropped.').waitFor()
  yield { name: 'reconnecting', page }
  await page.route('**/api/areas', (route) => route.fulfill({ status: 401 }))
  await page.getByText('Your sign-in has ended.').waitFor()
  yield { name: 'signed-out', page }
  await page.unroute('**/api/areas')
  await served.start()
  await page.getByText('Connected again.').waitFor()
  yield { name: 'reconnected', page }
  const held = await page.evaluate(() => sessionStorage.getItem('handrail'))
  const twin = await place.context.newPage()
  await twin.addInitScript((ring) => ring && sessionStorage.setItem('handrail', ring), held)
  await twin.goto(served.url)
  await twin.getByText('Open elsewhere').waitFor()
  yield { name: 'opened-elsewhere', page: twin }
}

/** What happens to a page that is left alone. */
async function* endings(browser: Browser, prepare: Prepare): AsyncGenerator<State> {
  {
    await using place = await setting(browser, prepare, {
      LOCK_MINUTES: '0.02',
      SWEEP_SECONDS: '0.2',
    })
    await place.person.answer('danger', 'no')
    await place.page.getByText('Locked', { exact: true }).waitFor()
    yield { name: 'locked', page: place.page }
  }
  await using place = await setting(browser, prepare, {
    RETENTION_HOURS: '0.002',
    SWEEP_SECONDS: '0.2',
  })
  await place.person.answer('danger', 'no')
  await place.page.getByText('The time this conversation was kept for is over').waitFor()
  yield { name: 'expired', page: place.page }
}

/** A service and a person at its first page, both gone when the walk is. */
async function setting(
  browser: Browser,
  prepare: Prepare,
  env: Readonly<Record<string, string>> = {},
) {
  const served = await Served.start(env)
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 320, height: 640 },
  })
  await prepare(context)
  const page = await context.newPage()
  await page.goto(served.url)
  return {
    served,
    context,
    page,
    person: new QuickHand(page),
    async [Symbol.asyncDispose]() {
      await context.close()
      await served.end()
    },
  }
}
