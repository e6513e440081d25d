import { answered, conditions, type Facts, holds, is } from './facts.ts'
import { alertCame, alertsIn } from './not-referring.ts'
import { moreOf, type Outline } from './outline.ts'

/**
 * The questions whose answers were drawn straight from this one: when it changes they are asked again, and so is
 * what was drawn from them.
 */
const drawnFrom: Readonly<Record<string, readonly string[]>> = {
  danger: ['danger.action'],
  role: ['police.record', 'quality-assurance', 'discussion', 'discussion.lead', 'review'],
  discussion: ['discussion.later'],
  'discussion.lead': ['discussion.later'],
  'discussion.later': ['discussion.record', 'still-concerned'],
  'discussion.record': ['disagreement'],
  'still-concerned': ['next'],
  'looked-after': ['placement.children', 'placement.safety', 'placement.parents'],
  'placement.parents': ['placement.parents-reason'],
  consent: ['consent.given', 'consent.way'],
  'consent.way': ['consent.reason'],
  decision: ['not-now', 'asked'],
}

/** Drawn from everything that came before them, so any answer before them re-opens them. */
const judgements = ['checked', 'decision', 'not-now', 'asked']

/** The decision and what it asks for, so answering one re-opens no judgement. */
const ofTheDecision = ['decision', 'not-now', 'asked']

/** The facts with these questions unanswered. */
export function without(facts: Facts, questions: readonly string[]): Facts {
  const gone = questions.filter((question) => answered(facts, question))
  if (gone.length === 0) return facts
  return { ...facts, ...Object.fromEntries(gone.map((question) => [question, undefined])) }
}

/** The facts with the check and the decision to be made again. */
export const reopened = (facts: Facts): Facts => without(facts, judgements)

/**
 * The facts once a question has an answer that differs from what stood: whatever was drawn from the
 * old one is open again, and so is every judgement made without the new one.
 */
export function recorded(facts: Facts, question: string, answer: readonly string[]): Facts {
  const sameChoice = facts[question]?.join() === answer.join()
  const drawn = [
    ...(followers[question] ?? [moreOf(question)]),
    ...analysisLeft(facts, question, answer),
    ...consentLeft(question, answer),
  ]
  const kept = sameChoice ? facts : without(facts, drawn)
  const judged =
    ofTheDecision.includes(question) ||
    // A decision not to refer rests on the advice and on the child's age, so neither changes beside it.
    (bringsNothing(question, answer) && !conditions.decidedNotNow(facts))
  return { ...(judged ? kept : reopened(kept)), [question]: answer }
}

/**
 * Whether an answer brings an alert to somebody who said before it that no concern remains: that is asked again
 * then, since it was said without what is known now.
 */
export const doubted = (outline: Outline, before: Facts, now: Facts): boolean =>
  is(now, 'still-concerned', 'no') && alertCame(alertsIn(outline, before), alertsIn(outline, now))

/**
 * The facts once an answer has been recorded: where it brings an alert, advice that came before does not count any
 * more (practice:not-referring), and whether concern remains is asked again where it was said not to.
 */
export function weighed(outline: Outline, question: string, before: Facts, now: Facts): Facts {
  const fresh = question === 'consultation' ? without(now, ['outrun']) : now
  if (!alertCame(alertsIn(outline, before), alertsIn(outline, now))) return fresh
  const outrun = holds(fresh, 'consultation', 'recorded') ? { ...fresh, outrun: ['yes'] } : fresh
  return is(outrun, 'still-concerned', 'no')
    ? without(outrun, ['still-concerned', ...following('still-concerned')])
    : outrun
}

/** The parts of the structured analysis that are unticked, or all of it for somebody whose it is not. */
function analysisLeft(facts: Facts, question: string, answer: readonly string[]): string[] {
  if (question !== 'role' && question !== 'analysis') return []
  const all = Object.keys(facts).filter((id) => id.startsWith('analysis'))
  return question === 'role'
    ? all
    : all.filter((id) => !answer.some((part) => id.startsWith(`analysis.${part}.`)))
}

/** southwark:6.4 asks practitioners alone about consent, so nothing they said of it stands for a member of the public. */
const consentLeft = (question: string, answer: readonly string[]): string[] =>
  question === 'role' && answer.includes('public') ? ['consent', ...following('consent')] : []

/** Who the child is, a consultation still to come and notes of one give the decision that asked for it nothing new. */
const bringsNothing = (question: string, answer: readonly string[]) =>
  ['child', 'consultation.call'].includes(question) ||
  (question === 'consultation' && !answer.includes('advised'))

const following = (question: string): string[] =>
  (drawnFrom[question] ?? []).flatMap((next) => [next, ...following(next)])

/** What was drawn from a question, and what was drawn from that. */
const followers: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.keys(drawnFrom).map((question) => [question, following(question)]),
)
