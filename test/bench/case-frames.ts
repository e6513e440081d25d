import { randomBytes, randomUUID } from 'node:crypto'
import type { DeedBody, ServerMessage, View } from '../../server/protocol.ts'
import script from '../cases/school-lead-refers.json' with { type: 'json' }
import { southwark } from '../support/southwark.ts'
import { Line } from './line.ts'
import { frameOf, type Step } from './walk.ts'

/** A session as it was spoken once: its steps, the deeds they carry, and the replies word for word. */
export type Recorded = { steps: Step[]; deeds: DeedBody[]; replies: string[] }

/**
 * Speaks one session with the service and writes down what passes.
 * @param next what to do after each view; `null` ends the session
 */
async function record(origin: string, next: (view: View) => DeedBody | null): Promise<Recorded> {
  const line = await Line.dial(origin)
  const ring = { session: randomUUID(), key: randomBytes(32).toString('base64url') }
  const recorded: Recorded = { steps: [], deeds: [], replies: [] }

  const say = async (step: Omit<Step, 'reply'>, revision: number): Promise<View> => {
    const at = { id: randomUUID(), ...ring, revision }
    const reply = await line.ask(frameOf({ ...step, reply: 0 }, at, false))
    recorded.steps.push({ ...step, reply: reply.length })
    recorded.replies.push(reply.toString())
    return (JSON.parse(reply.toString()) as Extract<ServerMessage, { type: 'view' }>).view
  }

  let view = await say({ type: 'open', rest: `,"area":"${script.area}"}` }, 0)
  for (let deed = next(view); deed; deed = next(view)) {
    const { type, ...said } = deed
    const rest = JSON.stringify(said)
    recorded.deeds.push(deed)
    view = await say({ type, rest: rest === '{}' ? '}' : `,${rest.slice(1)}` }, view.revision)
  }
  line.close()
  return recorded
}

/** Speaks a list of deeds. */
export function recordDeeds(origin: string, deeds: readonly DeedBody[]): Promise<Recorded> {
  const left = [...deeds]
  return record(origin, () => left.shift() ?? null)
}

/** Speaks the written case of a school lead who refers, from its opening to its summary. */
export function recordCase(origin: string): Promise<Recorded> {
  const answers: Readonly<Record<string, unknown>> = script.answers
  const given = new Set<string>()
  const { questions, domains } = southwark.outline

  const answer = (question: string, value: unknown): DeedBody => {
    given.add(question)
    return { type: 'answer', question, value }
  }
  return record(origin, ({ prompt }) => {
    if (prompt.waits === 'leaving') return null
    if (prompt.waits === 'checking') return { type: 'check' }
    if (prompt.waits === 'overview') {
      const open = domains.find((domain) =>
        domain.questions.some((question) => question in answers && !given.has(question)),
      )
      return open ? { type: 'domain', domain: open.id } : { type: 'leave-screening' }
    }
    const { id } = prompt.question
    if (id in answers) return answer(id, answers[id])
    if (questions[id]?.mayBeBlank) return answer(id, {})
    return { type: 'overview' }
  })
}
