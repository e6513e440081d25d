import { answered, conditions, type Facts, is } from './facts.ts'
import { onceFor } from './once-for.ts'
import { type Outline, optionsOf, type QuestionOutline } from './outline.ts'

/**
 * The options of a question that stand now. Every option of the pack does, except where a practice
 * rule withholds one.
 */
export function offeredOptions(
  outline: Outline,
  question: string,
  facts: Facts,
): readonly string[] {
  const asked = outline.questions[question]
  if (!asked) return []
  const all = idsOf(asked)
  const withheld = withholding[question]
  if (withheld) return all.filter((id) => !withheld(id, facts))
  if (!question.endsWith(more)) return all
  const probes = probesOf(outline, question.slice(0, -more.length), facts)
  return all.filter((id) => probes.includes(id))
}

const more = '.more'

const idsOf = onceFor((question: QuestionOutline) => optionsOf(question).map(({ id }) => id))

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
    (option === 'not-taken-on' && answered(facts, 'not-taken-on')) ||
    (option === 'screen' && conditions.public(facts)) ||
    (option === 'decide' && !answered(facts, 'consultation') && !answered(facts, 'not-taken-on')) ||
    (option === 'not-now' && !conditions.concernGone(facts)),
  decision: (option, facts) => option === 'not-now' && !conditions.concernGone(facts),
}
