import { type AlertId, alertsOf } from './alerts.ts'
import { type CaseRecord, standingAnswer } from './case-record.ts'
import { type AgeRange, type AnswerTo, childAge } from './child-age.ts'
import { type ContradictionId, contradictionsOf } from './contradictions.ts'
import { conditions, type Facts } from './facts.ts'
import { onceFor } from './once-for.ts'
import { type Mark, type Outline, optionsOf } from './outline.ts'

/** What follows from answers on a day: nothing of it is stored. `beside` are the questions that conflict within themselves. */
export type Standing = {
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
  answers: AnswerTo = { get: (question) => standingAnswer(record, question) },
): Standing {
  const { outline } = record
  const { facts } = record.snapshot.context
  const { age, disagree } = childAge(answers, today)
  const { ticked, beside } = tickedIn(outline, facts)
  const alerts = alertsOf(ticked, age)
  const contradictions = contradictionsOf({
    has: (mark) => ticked.has(mark),
    age,
    agesDisagree: disagree,
    settledBeside: beside.length > 0,
    concernGone: conditions.concernGone(facts),
    alerted: alerts.length > 0,
  })
  return { facts, age, alerts, contradictions, beside }
}

/** The questions with an option that rules rely on, each option with its marks. */
const markedOf = onceFor((outline: Outline) =>
  Object.values(outline.questions)
    .map((question) => ({
      id: question.id,
      marks: new Map(optionsOf(question).map(({ id, marks }) => [id, marks])),
    }))
    .filter(({ marks }) => [...marks.values()].some((all) => all.length > 0)),
)

/** The marks of everything ticked, and the questions whose first, settled description is ticked beside a later one. */
function tickedIn(outline: Outline, facts: Facts) {
  const ticked = new Set<Mark>()
  const beside: string[] = []
  for (const { id, marks } of markedOf(outline)) {
    const chosen = facts[id]
    if (!chosen) continue
    let settled = false
    for (const option of chosen) {
      for (const mark of marks.get(option) ?? []) {
        ticked.add(mark)
        settled ||= mark === 'settled'
      }
    }
    if (settled && chosen.length > 1) beside.push(id)
  }
  return { ticked, beside }
}
