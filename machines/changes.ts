import { type Alert, alertsOf } from './alerts.ts'
import { type Answer, sameAnswer } from './answer.ts'
import type { Answers } from './answers.ts'
import { childAge } from './child-age.ts'
import { answered, type Facts } from './facts.ts'
import { marksIn } from './marks.ts'
import { otherPersonKnown } from './other-person.ts'
import type { Outline } from './outline.ts'

/**
 * An answer that took the place of another while the case was written, and the alerts that went with it.
 * @property at milliseconds since 1970
 */
export type Change = {
  question: string
  at: number
  from: Answer
  to: Answer
  withdrawn: readonly Alert[]
}

/** Asked anew whenever there is a way to choose, so that another answer is no change of mind. */
const waysOn = ['next']

type Said = { outline: Outline; facts: Facts; answers: Answers }

/** What one step changed of what had been answered before it; a first answer changes nothing. */
export function changesBetween(before: Said, then: Said, at: number): Change[] {
  if (before.answers === then.answers) return []
  const changed = before.answers.given.flatMap(({ question, answer: from }, place) => {
    const to = then.answers.given[place]?.answer
    return to === undefined || waysOn.includes(question) || sameAnswer(from, to)
      ? []
      : [{ question, at, from, to }]
  })
  if (changed.length === 0) return []
  const now = alertsAt(then, at)
  const withdrawn = alertsAt(before, at).filter(
    (alert) => !now.some(({ id, suspected }) => id === alert.id && suspected === alert.suspected),
  )
  return changed.map((change) => ({ ...change, withdrawn }))
}

/** The alerts that stood on the day of a change, the date of birth included. */
function alertsAt({ outline, facts, answers }: Said, at: number): Alert[] {
  const standing = {
    get: (question: string) => (answered(facts, question) ? answers.get(question) : undefined),
  }
  const { age } = childAge(standing, new Date(at).toISOString().slice(0, 10))
  return alertsOf({
    ticked: marksIn(outline, facts).ticked,
    age,
    otherPersonKnown: otherPersonKnown(facts),
  })
}
