import { answered, conditions, type Facts, is } from './facts.ts'
import { type Outline, optionsOf } from './outline.ts'

/**
 * The options of a question that stand now. Every option of the pack does, except where a practice
 * rule withholds one.
 */
export function offeredOptions(outline: Outline, question: string, facts: Facts): string[] {
  const asked = outline.questions[question]
  if (!asked) return []
  const withheld = withholding[question]
  const parent = question.endsWith('.more') ? question.slice(0, -'.more'.length) : undefined
  return optionsOf(asked)
    .map(({ id }) => id)
    .filter((id) => !withheld?.(id, facts))
    .filter((id) => parent === undefined || probesOf(outline, parent, facts).includes(id))
}

/** The probes inside the descriptions ticked so far. */
export function probesOf(outline: Outline, question: string, facts: Facts): string[] {
  const asked = outline.questions[question]
  if (!asked) return []
  return optionsOf(asked)
    .filter(({ id }) => is(facts, question, id))
    .flatMap(({ probes }) => probes)
}

const withholding: Readonly<Record<string, (option: string, facts: Facts) => boolean>> = {
  next: (option, facts) =>
    (option === 'consult' && answered(facts, 'consultation')) ||
    (option === 'decide' && !answered(facts, 'consultation')) ||
    (option === 'not-now' && !conditions.concernGone(facts)),
  decision: (option, facts) => option === 'not-now' && !conditions.concernGone(facts),
}
