import type { Facts } from './facts.ts'
import { onceFor } from './once-for.ts'
import { type Mark, type Outline, optionsOf } from './outline.ts'

/** What is known beats what is suspected of the same thing. */
export type Firmness = 'known' | 'suspected'

/** The marks of everything ticked, each as firm as the firmest option that carries it. */
export type Ticked = ReadonlyMap<Mark, Firmness>

/** `beside` are the questions whose first, settled description is ticked beside a later one. */
export type Marked = { ticked: Ticked; beside: readonly string[] }

/** What is ticked in a case, as the marks that rules rely on. */
export const marksIn = (outline: Outline, facts: Facts): Marked => markedIn(outline)(facts)

/** The facts of a case never change, so each is read once. */
const markedIn = onceFor((outline: Outline) => onceFor((facts: Facts) => read(outline, facts)))

/** The questions with an option that rules rely on, each option by its id. */
const markedQuestions = onceFor((outline: Outline) =>
  Object.values(outline.questions)
    .map((question) => ({
      id: question.id,
      options: new Map(optionsOf(question).map((option) => [option.id, option])),
    }))
    .filter(({ options }) => [...options.values()].some(({ marks }) => marks.length > 0)),
)

function read(outline: Outline, facts: Facts): Marked {
  const ticked = new Map<Mark, Firmness>()
  const beside: string[] = []
  for (const { id, options } of markedQuestions(outline)) {
    const chosen = facts[id]
    if (!chosen) continue
    let settled = false
    for (const one of chosen) {
      const option = options.get(one)
      for (const mark of option?.marks ?? []) {
        if (!option?.suspected) ticked.set(mark, 'known')
        else if (!ticked.has(mark)) ticked.set(mark, 'suspected')
        settled ||= mark === 'settled'
      }
    }
    if (settled && chosen.length > 1) beside.push(id)
  }
  return { ticked, beside }
}
