import { answered, type Facts } from './facts.ts'
import { probesOf } from './offered.ts'
import { type DomainOutline, moreOf, type Outline, optionsOf } from './outline.ts'

/**
 * Whether a domain's question has a follow-up now: its prompts, or the probes inside what was
 * ticked. Nothing more is asked about what is not known or not there at all.
 */
export function asksMore(outline: Outline, question: string, facts: Facts): boolean {
  const more = outline.questions[moreOf(question)]
  const asked = outline.questions[question]
  const ticked = facts[question]
  if (!more || !asked || !ticked) return false
  const present = optionsOf(asked).filter(
    ({ id, marks }) => ticked.includes(id) && !marks.includes('absent'),
  )
  if (present.length === 0) return false
  const hasPrompts = more.parts.some((part) => !('options' in part))
  return hasPrompts || probesOf(outline, question, facts).length > 0
}

/** The questions a domain asks as things stand, follow-ups included. */
export const questionsOf = (outline: Outline, domain: DomainOutline, facts: Facts): string[] =>
  domain.questions.flatMap((question) =>
    asksMore(outline, question, facts) ? [question, moreOf(question)] : [question],
  )

export type DomainProgress = 'not-started' | 'in-progress' | 'done'

/** How far a domain has got. It says nothing of what was found there. */
export function progressOf(outline: Outline, domain: DomainOutline, facts: Facts): DomainProgress {
  const asked = questionsOf(outline, domain, facts)
  const done = asked.filter((question) => answered(facts, question)).length
  if (done === 0) return 'not-started'
  return done === asked.length ? 'done' : 'in-progress'
}
