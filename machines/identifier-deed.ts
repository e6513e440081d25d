import { type Answer, notKnown, type PartValue } from './answer.ts'

/**
 * What can be done with words that may say who the child is: put words for the child in their place, or words for
 * somebody else, or confirm that they are not the child's.
 */
export const identifierActs = ['replace', 'replace-other', 'confirm'] as const
export type IdentifierAct = (typeof identifierActs)[number]

/** Words of one part of an answer, of which the person has said that they are not the child's. */
export type Confirmed = { question: string; part: string; words: string }

/** `by` is what stands in the place of the words; absent where they are confirmed. */
export type IdentifierDeed = Confirmed & { type: 'identifier'; act: IdentifierAct; by?: string }

/**
 * An answer with words of one part replaced wherever they stand as words of their own.
 * @returns `null` where that part has no such words
 */
export function reworded(answer: Answer, part: string, words: string, by: string): Answer | null {
  const value = answer === notKnown ? undefined : answer[part]
  if (answer === notKnown || value === undefined) return null
  const changed = inValue(value, (text) => replaced(text, words, by))
  return JSON.stringify(changed) === JSON.stringify(value) ? null : { ...answer, [part]: changed }
}

/** A value with its text changed: of every cell where it is a table; what was chosen from a list stays. */
export function inValue(value: PartValue, change: (text: string) => string): PartValue {
  if (typeof value === 'string') return change(value)
  return value.map((one) =>
    typeof one === 'string'
      ? one
      : Object.fromEntries(Object.entries(one).map(([column, text]) => [column, change(text)])),
  ) as PartValue
}

function replaced(text: string, words: string, by: string): string {
  const escaped = words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const alone = new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'gu')
  const changed = text.replace(alone, () => by)
  return changed === text ? text.replaceAll(words, () => by) : changed
}
