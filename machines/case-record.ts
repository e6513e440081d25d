import { type Answer, factsOf, sameAnswer } from './answer.ts'
import { Answers } from './answers.ts'
import { type Change, changesBetween } from './changes.ts'
import type { Earlier } from './earlier.ts'
import { answered, type Facts } from './facts.ts'
import { type Confirmed, type IdentifierDeed, reworded } from './identifier-deed.ts'
import type { Outline } from './outline.ts'
import type { RouteEvent, Wait } from './route.ts'
import { type RouteSnapshot, routeOf } from './running-route.ts'

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
  | { type: 'earlier'; earlier: Earlier }
  | IdentifierDeed

/** A case as it stands: where the route waits, and every answer ever given, in the order first given. */
export type CaseRecord = {
  outline: Outline
  snapshot: RouteSnapshot
  answers: Answers
  /** Every answer that took the place of another, in the order that happened. */
  changes: readonly Change[]
  /** The earlier summary of the same child that this screening is laid beside. */
  earlier: Earlier | null
  /** Words that the search points out, and that the person has said are not the child's. */
  confirmed: readonly Confirmed[]
}

/** A case nobody has answered anything of yet. */
export function openRecord(outline: Outline): CaseRecord {
  return {
    outline,
    snapshot: routeOf(outline).start,
    answers: new Answers(),
    changes: [],
    earlier: null,
    confirmed: [],
  }
}

/**
 * The case after one deed, or `null` where the route does not allow it now; the case given is untouched.
 * @param at when it was done, in milliseconds since 1970
 */
export function act(record: CaseRecord, deed: Deed, at: number): CaseRecord | null {
  if (deed.type === 'identifier') return dealtWith(record, deed, at)
  const { outline } = record
  const event = eventOf(record, deed)
  const snapshot = event && routeOf(outline).follow(record.snapshot, event)
  if (!snapshot) return null
  const answers =
    deed.type === 'answer'
      ? // The outline's own id, so that no case keeps a copy of it.
        record.answers.with(outline.questions[deed.question]?.id ?? deed.question, deed.answer)
      : withChoices(record, snapshot.context.facts)
  const earlier = deed.type === 'earlier' ? deed.earlier : record.earlier
  return changed(record, { ...record, snapshot, answers, earlier }, at)
}

/** The case after a step, with what that step changed of earlier answers added to its trail. */
function changed(before: CaseRecord, then: CaseRecord, at: number): CaseRecord {
  const said = ({ outline, snapshot, answers }: CaseRecord) => ({
    outline,
    facts: snapshot.context.facts,
    answers,
  })
  const came = changesBetween(said(before), said(then), at)
  return came.length > 0 ? { ...then, changes: [...then.changes, ...came] } : then
}

/** The case with words of a standing answer replaced or confirmed: nothing is asked again, and no judgement re-opens. */
function dealtWith(record: CaseRecord, deed: IdentifierDeed, at: number): CaseRecord | null {
  const { question, part, words, act: how, by = '' } = deed
  const answer = standingAnswer(record, question)
  if (answer === undefined) return null
  if (how === 'confirm') {
    return { ...record, confirmed: [...record.confirmed, { question, part, words }] }
  }
  const clean = reworded(answer, part, words, by)
  return clean && changed(record, { ...record, answers: record.answers.with(question, clean) }, at)
}

/** Deeds that choose for a question, such as raising danger, are kept as the answer they are. */
function withChoices({ outline, snapshot, answers }: CaseRecord, facts: Facts): Answers {
  const before = snapshot.context.facts
  if (facts === before) return answers
  return Object.values(outline.questions)
    .filter(({ id }) => facts[id] !== undefined && facts[id] !== before[id])
    .reduce(
      (all, { id, parts }) => all.with(id, { [parts[0]?.id ?? '']: facts[id]?.[0] ?? '' }),
      answers,
    )
}

/** What the case waits for, by ids alone, and the step of the route it belongs to. */
export const promptOf = ({ outline, snapshot }: CaseRecord): Wait & { step: string } =>
  routeOf(outline).waitAt(snapshot)

/** Whether a question has an answer that stands: one drawn from an answer since changed does not, until given again. */
const stands = ({ snapshot }: CaseRecord, question: string): boolean =>
  answered(snapshot.context.facts, question)

/** The answer to a question, where one stands. */
export const standingAnswer = (record: CaseRecord, question: string): Answer | undefined =>
  stands(record, question) ? record.answers.get(question) : undefined

/** The answers that stand, in the order first given. */
export const standingAnswers = (record: CaseRecord): ReadonlyMap<string, Answer> =>
  new Map(
    record.answers.given
      .filter(({ question }) => stands(record, question))
      .map(({ question, answer }) => [question, answer]),
  )

/** The question answered before the one that waits, in the order the person met them. */
export function previousQuestion(record: CaseRecord): string | null {
  const wait = promptOf(record)
  const { given } = record.answers
  const here =
    wait.waits === 'question' ? given.findIndex(({ question }) => question === wait.question) : -1
  const met = here === -1 ? given : given.slice(0, here)
  return met.findLast(({ question }) => stands(record, question))?.question ?? null
}

/** What can be done now besides answering. */
export const canDo = (record: CaseRecord, deed: Deed): boolean => {
  const event = eventOf(record, deed)
  return event !== null && routeOf(record.outline).allows(record.snapshot, event)
}

function eventOf(record: CaseRecord, deed: Deed): RouteEvent | null {
  switch (deed.type) {
    case 'answer': {
      const { question, answer } = deed
      const asked = record.outline.questions[question]
      if (!asked) return null
      const repeats = stands(record, question) && sameAnswer(record.answers.get(question), answer)
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
    case 'earlier':
      return { type: 'earlier.given', planned: deed.earlier.plan.length > 0 }
    case 'identifier':
      return null
  }
}
