import { type AlertId, alertsOf } from './alerts.ts'
import type { Answer } from './answer.ts'
import { type CaseRecord, standingAnswers } from './case-record.ts'
import { type AgeRange, childAge } from './child-age.ts'
import { type ContradictionId, contradictionsOf } from './contradictions.ts'
import { conditions, type Facts, is } from './facts.ts'
import { type Mark, type Outline, optionsOf } from './outline.ts'

/** What follows from the answers as they stand today: nothing of it is stored, so it cannot go stale. */
export type Standing = {
  answers: ReadonlyMap<string, Answer>
  facts: Facts
  age: AgeRange | null
  alerts: AlertId[]
  contradictions: ContradictionId[]
}

/** @param today the day the law is read on, `2026-03-14` */
export function standingOf(record: CaseRecord, today: string): Standing {
  const { outline } = record
  const { facts } = record.snapshot.context
  const answers = standingAnswers(record)
  const { age, disagree } = childAge(answers, today)
  const ticked = tickedMarks(outline, facts)
  const alerts = alertsOf(ticked, age)
  const contradictions = contradictionsOf({
    has: (mark) => ticked.has(mark),
    age,
    agesDisagree: disagree,
    settledBeside: settledBeside(outline, facts).length > 0,
    concernGone: conditions.concernGone(facts),
    alerted: alerts.length > 0,
  })
  return { answers, facts, age, alerts, contradictions }
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
