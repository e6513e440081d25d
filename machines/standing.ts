import { type Alert, alertsOf } from './alerts.ts'
import { type CaseRecord, standingAnswer } from './case-record.ts'
import { type AgeRange, type AnswerTo, childAge } from './child-age.ts'
import { type ContradictionId, contradictionsOf } from './contradictions.ts'
import { conditions, type Facts } from './facts.ts'
import { marksIn } from './marks.ts'
import { otherPersonKnown } from './other-person.ts'

/** What follows from answers on a day: nothing of it is stored. `beside` are the questions that conflict within themselves. */
export type Standing = {
  facts: Facts
  age: AgeRange | null
  alerts: Alert[]
  contradictions: ContradictionId[]
  beside: readonly string[]
}

/**
 * @param today the day the law is read on, `2026-03-14`
 * @param answers those that may be used: all that stand, unless some are withheld
 */
export function standingOf(
  record: CaseRecord,
  today: string,
  answers: AnswerTo = { get: (question) => standingAnswer(record, question) },
): Standing {
  const { outline } = record
  const { facts } = record.snapshot.context
  const { age, disagree } = childAge(answers, today)
  const { ticked, beside } = marksIn(outline, facts)
  const alerts = alertsOf({ ticked, age, otherPersonKnown: otherPersonKnown(facts) })
  const contradictions = contradictionsOf({
    has: (mark) => ticked.get(mark) === 'known',
    age,
    agesDisagree: disagree,
    settledBeside: beside.length > 0,
    concernGone: conditions.concernGone(facts),
    alerted: alerts.length > 0,
  })
  return { facts, age, alerts, contradictions, beside }
}
