import { type AnyMachineSnapshot, initialTransition, type SnapshotFrom, transition } from 'xstate'
import { type Answer, factsOf, sameAnswer } from './answer.ts'
import { answered, type Facts } from './facts.ts'
import type { Outline } from './outline.ts'
import { createRoute, type RouteEvent, type Wait } from './route.ts'

/** One thing a person did, as the event log keeps it. */
export type Deed =
  | { type: 'answer'; question: string; answer: Answer }
  | { type: 'revisit'; question: string }
  | { type: 'back' }
  | { type: 'danger' }
  | { type: 'refer' }
  | { type: 'overview' }
  | { type: 'domain'; domain: string }
  | { type: 'leave-screening' }
  | { type: 'check' }

/** A case as it stands: where the route waits, and every answer ever given, in the order first given. */
export type CaseRecord = {
  outline: Outline
  snapshot: SnapshotFrom<ReturnType<typeof createRoute>>
  answers: ReadonlyMap<string, Answer>
}

/** A case nobody has answered anything of yet. */
export function openRecord(outline: Outline): CaseRecord {
  const [snapshot] = initialTransition(routeOf(outline))
  return { outline, snapshot, answers: new Map() }
}

/** The case after one deed, or `null` where the route does not allow it now; the case given is untouched. */
export function act(record: CaseRecord, deed: Deed): CaseRecord | null {
  const event = eventOf(record, deed)
  if (!event || !record.snapshot.can(event)) return null
  const [snapshot] = transition(routeOf(record.outline), record.snapshot, event)
  const answers =
    deed.type === 'answer'
      ? new Map(record.answers).set(deed.question, deed.answer)
      : withChoices(record, snapshot.context.facts)
  return { ...record, snapshot, answers }
}

/** Deeds that choose for a question, such as raising danger, are kept as the answer they are. */
function withChoices(
  { outline, snapshot, answers }: CaseRecord,
  facts: Facts,
): CaseRecord['answers'] {
  const before = snapshot.context.facts
  const chosen = Object.values(outline.questions).filter(
    ({ id }) => facts[id] !== undefined && facts[id] !== before[id],
  )
  if (chosen.length === 0) return answers
  const choices = chosen.map(({ id, parts }): [string, Answer] => [
    id,
    { [parts[0]?.id ?? '']: facts[id]?.[0] ?? '' },
  ])
  return new Map([...answers, ...choices])
}

/** What the case waits for, by ids alone, and the step of the route it belongs to. */
export function promptOf({ snapshot }: CaseRecord): Wait & { step: string } {
  const metas: (Wait | undefined)[] = Object.values((snapshot as AnyMachineSnapshot).getMeta())
  const wait = metas.find((meta) => meta?.waits !== undefined)
  if (!wait) throw new Error(`the route waits for nothing in ${JSON.stringify(snapshot.value)}`)
  const step = typeof snapshot.value === 'string' ? snapshot.value : Object.keys(snapshot.value)[0]
  return { ...wait, step: step ?? '' }
}

/** The answers that stand: those drawn from an answer since changed are left out until given again. */
export const standingAnswers = ({ snapshot, answers }: CaseRecord): ReadonlyMap<string, Answer> =>
  new Map([...answers].filter(([question]) => answered(snapshot.context.facts, question)))

/** The question answered before the one that waits, in the order the person met them. */
export function previousQuestion(record: CaseRecord): string | null {
  const wait = promptOf(record)
  const stands = (question: string) => answered(record.snapshot.context.facts, question)
  const met = [...record.answers.keys()]
  const here = wait.waits === 'question' ? met.indexOf(wait.question) : -1
  return (here === -1 ? met : met.slice(0, here)).findLast(stands) ?? null
}

/** What can be done now besides answering. */
export const canDo = (record: CaseRecord, deed: Deed): boolean => {
  const event = eventOf(record, deed)
  return event !== null && record.snapshot.can(event)
}

function eventOf(record: CaseRecord, deed: Deed): RouteEvent | null {
  switch (deed.type) {
    case 'answer': {
      const { question, answer } = deed
      const asked = record.outline.questions[question]
      if (!asked) return null
      const repeats =
        answered(record.snapshot.context.facts, question) &&
        sameAnswer(record.answers.get(question), answer)
      return repeats
        ? { type: 'answer.kept', question }
        : { type: 'question.answered', question, facts: factsOf(asked, answer) }
    }
    case 'back': {
      const question = previousQuestion(record)
      return question === null ? null : { type: 'question.revisited', question }
    }
    case 'revisit':
      return { type: 'question.revisited', question: deed.question }
    case 'domain':
      return { type: 'domain.chosen', domain: deed.domain }
    case 'danger':
      return { type: 'danger.raised' }
    case 'refer':
      return { type: 'referral.chosen' }
    case 'overview':
      return { type: 'overview.opened' }
    case 'leave-screening':
      return { type: 'screening.left' }
    case 'check':
      return { type: 'answers.checked' }
  }
}

const routes = new WeakMap<Outline, ReturnType<typeof createRoute>>()

function routeOf(outline: Outline) {
  const known = routes.get(outline)
  if (known) return known
  const route = createRoute(outline)
  routes.set(outline, route)
  return route
}
