import { type Answer, notKnown } from '../../machines/answer.ts'
import { act, type CaseRecord, type Deed, openRecord } from '../../machines/case-record.ts'
import type { Outline } from '../../machines/outline.ts'

/** Does one thing after another, and fails loudly at the first the route does not allow. */
export function walk(start: CaseRecord, ...deeds: Deed[]): CaseRecord {
  return deeds.reduce((record, deed) => {
    const next = act(record, deed, 0)
    if (!next) throw new Error(`not allowed now: ${JSON.stringify(deed)}`)
    return next
  }, start)
}

export const answer = (question: string, value: Answer): Deed => ({
  type: 'answer',
  question,
  answer: value,
})

/** An answer to a question of one choice. */
export const choose = (outline: Outline, question: string, option: string): Deed =>
  answer(question, { [outline.questions[question]?.parts[0]?.id ?? '']: option })

/** A practitioner of this role, up to the question that follows the child's age. */
export const opened = (outline: Outline, role: string, age = '15'): CaseRecord =>
  walk(
    openRecord(outline),
    choose(outline, 'danger', 'no'),
    choose(outline, 'role', role),
    answer('practitioner', { name: 'A. Practitioner' }),
    ...(role === 'police' ? [choose(outline, 'police.record', 'both')] : []),
    answer('concern', { words: 'A worry in plain words.' }),
    choose(outline, 'age', age),
    answer('known', notKnown),
  )

/** A school lead who has talked it over and is still concerned, at the choice of what to do next. */
export const concernedLead = (outline: Outline, age = '15'): CaseRecord =>
  walk(
    opened(outline, 'lead', age),
    choose(outline, 'discussion.lead', 'yes'),
    answer('discussion.record', { who: 'The deputy head' }),
    choose(outline, 'still-concerned', 'yes'),
  )
