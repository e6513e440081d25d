import { answered, conditions, type Facts, holds } from './facts.ts'
import { heldBack, type Weighed, weighedBy } from './not-referring.ts'
import { onceFor } from './once-for.ts'
import { type Outline, optionsOf, type QuestionOutline } from './outline.ts'

/**
 * The options of a question that stand now. Every option of the pack does, except where a practice
 * rule withholds one.
 * @param weighed the alerts and the age as they stand today; without them, as the options chosen say by themselves
 */
export function offeredOptions(
  outline: Outline,
  question: string,
  facts: Facts,
  weighed?: Weighed,
): readonly string[] {
  const asked = outline.questions[question]
  if (!asked) return []
  const all = idsOf(asked)
  const withheld = withholding[question]
  if (withheld) {
    const stand = weighed ?? weighedBy(outline, facts)
    return all.filter((id) => !withheld(id, facts, stand))
  }
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
    .filter(({ id }) => holds(facts, question, id))
    .flatMap(({ probes }) => probes)
}

type Withholding = (option: string, facts: Facts, weighed: Weighed) => boolean

const notNow: Withholding = (option, facts, weighed) =>
  option === 'not-now' && heldBack(facts, weighed) !== null

const withholding: Readonly<Record<string, Withholding>> = {
  next: (option, facts, weighed) =>
    (option === 'consult' && answered(facts, 'consultation')) ||
    (option === 'not-taken-on' && answered(facts, 'not-taken-on')) ||
    (option === 'screen' && conditions.public(facts)) ||
    (option === 'decide' && !answered(facts, 'consultation') && !answered(facts, 'not-taken-on')) ||
    notNow(option, facts, weighed),
  decision: notNow,
}
