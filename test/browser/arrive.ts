import type { Page } from 'playwright-core'
import { southwark } from '../support/southwark.ts'
import { WireClient } from '../support/wire-client.ts'
import type { Answers } from './walk-to.ts'

/**
 * Brings a page to a place of a case that was answered over the wire as far as that, for tests that are about what
 * comes then.
 * @param url where the service is
 * @param place a question, or where else a conversation waits
 */
export async function arriveAt(
  page: Page,
  url: string,
  answers: Answers,
  place: string,
): Promise<void> {
  const client = new WireClient(url)
  await client.open()
  const tried = new Set<string>()
  for (let { view } = client; view && placeOf(view.prompt) !== place; { view } = client) {
    if (view.revision > 200 || view.prompt.waits === 'leaving')
      throw new Error(`the case does not come to ${place}`)
    const message = { id: String(view.revision), revision: view.revision }
    const reply = await client.send({ ...message, ...next(view.prompt, answers, tried) })
    if (reply.type !== 'view') throw new Error(JSON.stringify(reply))
  }
  client.close()
  const ring = { ...client.ring, area: 'southwark', mode: 'live', begun: true }
  // A page of the same origin without a script, so that the way back in the browser and the key are this page's own.
  const bare = { contentType: 'text/html', body: '<link rel="icon" href="data:,">' }
  await page.route(`${url}/bare`, (route) => route.fulfill(bare), { times: 1 })
  await page.goto(`${url}/bare`)
  await page.evaluate(
    ([held, to]) => {
      sessionStorage.setItem('handrail', held)
      location.replace(to)
    },
    [JSON.stringify(ring), url] as const,
  )
  // The HTML itself asks the first question, until the page has read what it holds.
  const here =
    place in southwark.outline.questions ? `form[data-question="${place}"]` : 'section.prompt'
  await page.locator(`main:not([aria-busy]) ${here}`).first().waitFor()
}

/** Brings a page to the end of a case. */
export const arriveAtSummary = (page: Page, url: string, answers: Answers): Promise<void> =>
  arriveAt(page, url, answers, 'leaving')

const placeOf = (prompt: Prompt): string =>
  prompt.waits === 'question' ? prompt.question.id : prompt.waits

type Prompt = NonNullable<WireClient['view']>['prompt']

function next(prompt: Prompt, answers: Answers, tried: Set<string>): object {
  if (prompt.waits === 'checking') return { type: 'check' }
  if (prompt.waits === 'question') {
    const { id } = prompt.question
    const value = answers[id] ?? (southwark.outline.questions[id]?.mayBeBlank ? {} : undefined)
    return value === undefined ? { type: 'overview' } : { type: 'answer', question: id, value }
  }
  const open = southwark.outline.domains.find(
    ({ id, questions }) => !tried.has(id) && questions.some((question) => question in answers),
  )
  if (!open) return { type: 'leave-screening' }
  tried.add(open.id)
  return { type: 'domain', domain: open.id }
}
