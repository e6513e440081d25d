import { type Answer, isDate, notKnown } from './answer.ts'

/** Whole years, as far as they are known: both ends are included. Nothing known is `null`, and never adult. */
export type AgeRange = { from: number; to: number }

/** An option that is not here leaves the age open. */
const bands: Readonly<Record<string, AgeRange>> = {
  'under-13': { from: 0, to: 12 },
  '13': { from: 13, to: 13 },
  '14': { from: 14, to: 14 },
  '15': { from: 15, to: 15 },
  '16': { from: 16, to: 16 },
  '17': { from: 17, to: 17 },
  '13-to-15': { from: 13, to: 15 },
  '16-or-17': { from: 16, to: 17 },
  'under-18': { from: 0, to: 17 },
  '18-or-over': { from: 18, to: 130 },
}

/** The child's age as one option of the age question says it. */
export const ageOfBand = (option: string | undefined): AgeRange | null =>
  (option === undefined ? undefined : bands[option]) ?? null

/** The child's age on `today` (both dates `2026-03-14`); `null` for a day that is not one or is still to come. */
export function ageOfBirth(born: string, today: string): AgeRange | null {
  if (!isDate(born) || born > today) return null
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4))
  const had = today.slice(5) >= born.slice(5)
  const age = had ? years : years - 1
  return { from: age, to: age }
}

/** The answer to a question, where one may be used. */
export type AnswerTo = { get: (question: string) => Answer | undefined }

/**
 * The child's age from everything answered. Where a date of birth and a band disagree the younger is
 * kept until the practitioner settles it, so that a child is never treated as older than they may be.
 */
export function childAge(
  answers: AnswerTo,
  today: string,
): { age: AgeRange | null; disagree: boolean } {
  const band = ageOfBand(one(answers.get('age'), 'age'))
  const birth = ageOfBirth(one(answers.get('child'), 'born') ?? '', today)
  if (!band || !birth) return { age: birth ?? band, disagree: false }
  const disagree = birth.to < band.from || birth.from > band.to
  if (!disagree) return { age: birth, disagree }
  return { age: birth.to < band.from ? birth : band, disagree }
}

function one(answer: Answer | undefined, part: string): string | undefined {
  if (answer === undefined || answer === notKnown) return undefined
  const value = answer[part]
  return typeof value === 'string' ? value : undefined
}
