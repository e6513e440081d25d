import type { Page } from 'playwright-core'
import { southwark } from '../support/southwark.ts'
import { WireClient } from '../support/wire-client.ts'
import type { Answers } from './walk-to.ts'

/**
 * Brings a page to the end of a case that was answered over the wire, for tests that are about what comes then.
 * @param url where the service is
 */
export async function arriveAtSummary(page: Page, url: string, answers: Answers): Promise<void> {
  const client = new WireClient(url)
  await client.open()
  const tried = new Set<string>()
  for (let view = client.view; view?.prompt.waits !== 'leaving'; view = client.view) {
    if (!view || view.revision > 200) throw new Error('the case has no end')
    const message = { id: String(view.revision), revision: view.revision }
    const reply = await client.send({ ...message, ...next(view.prompt, answers, tried) })
    if (reply.type !== 'view') throw new Error(JSON.stringify(reply))
  }
  client.close()
  const ring = { ...client.ring, area: 'southwark', mode: 'live', begun: true }
  await page.evaluate((held) => sessionStorage.setItem('handrail', held), JSON.stringify(ring))
  await page.reload()
}

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
