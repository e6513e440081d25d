import { ageOfBand } from './child-age.ts'
import { type Facts, holds } from './facts.ts'
import { type Mark, type Outline, optionsOf } from './outline.ts'

/** By themselves these say too little to choose a description by. */
const bare: readonly Mark[] = ['sexually-active', 'suggests-sexual-activity']

/**
 * The descriptions of a section that what was said to be known amounts to, so that nobody is asked for it twice.
 * What is only suspected fills in nothing: southwark:app2 is ticked for what fits.
 */
export function filledIn(outline: Outline, question: string, facts: Facts): string[] {
  const [said, asked] = [outline.questions.known, outline.questions[question]]
  if (!said || !asked || !facts.known) return []
  const known = new Set<Mark>(
    optionsOf(said)
      .filter(({ id, suspected }) => !suspected && holds(facts, 'known', id))
      .flatMap(({ marks }) => marks),
  )
  const age = ageOfBand(facts.age?.[0])
  if (age !== null && age.to <= 12) known.add('under-13')
  const contact = known.has('sexually-active')
  return (
    optionsOf(asked)
      .filter(({ marks, suspected }) => !suspected && marks.some((mark) => !bare.includes(mark)))
      .filter(({ marks }) => marks.every((mark) => known.has(mark)))
      // Where sexual contact is known, a description that says so stands for the one that does not.
      .filter(
        ({ id, marks }) =>
          !(contact && id.endsWith('-not-known') && marks.includes('suggests-sexual-activity')),
      )
      .map(({ id }) => id)
  )
}
