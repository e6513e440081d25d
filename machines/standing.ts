import { type AlertId, alertsOf } from './alerts.ts'
import type { Answer } from './answer.ts'
import { type CaseRecord, standingAnswers } from './case-record.ts'
import { type AgeRange, childAge } from './child-age.ts'
import { type ContradictionId, contradictionsOf } from './contradictions.ts'
import { conditions, type Facts, is } from './facts.ts'
import { type Mark, type Outline, optionsOf } from './outline.ts'

/** What follows from answers on a day: nothing of it is stored. `beside` are the questions that conflict within themselves. */
export type Standing = {
  answers: ReadonlyMap<string, Answer>
  facts: Facts
  age: AgeRange | null
  alerts: AlertId[]
  contradictions: ContradictionId[]
  beside: string[]
}

/**
 * @param today the day the law is read on, `2026-03-14`
 * @param answers those that may be used: all that stand, unless some are withheld
 */
export function standingOf(
  record: CaseRecord,
  today: string,
  answers: ReadonlyMap<string, Answer> = standingAnswers(record),
): Standing {
  const { outline } = record
  const { facts } = record.snapshot.context
  const { age, disagree } = childAge(answers, today)
  const ticked = tickedMarks(outline, facts)
  const alerts = alertsOf(ticked, age)
  const beside = settledBeside(outline, facts)
  const contradictions = contradictionsOf({
    has: (mark) => ticked.has(mark),
    age,
    agesDisagree: disagree,
    settledBeside: beside.length > 0,
    concernGone: conditions.concernGone(facts),
    alerted: alerts.length > 0,
  })
  return { answers, facts, age, alerts, contradictions, beside }
}

/** The questions whose first, settled description is ticked beside a later one. */
const settledBeside = (outline: Outline, facts: Facts): string[] =>
  Object.values(outline.questions)
    .filter((question) => {
      const ticked = optionsOf(question).filter(({ id }) => is(facts, question.id, id))
      return ticked.length > 1 && ticked.some(({ marks }) => marks.includes('settled'))
    })
    .map(({ id }) => id)

function tickedMarks(outline: Outline, facts: Facts): ReadonlySet<Mark> {
  const options = Object.values(outline.questions).flatMap((question) =>
    optionsOf(question).filter(({ id }) => is(facts, question.id, id)),
  )
  return new Set(options.flatMap(({ marks }) => marks))
}
