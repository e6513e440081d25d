import { type Answer, notKnown } from '../../machines/answer.ts'
import { type CaseRecord, standingAnswers } from '../../machines/case-record.ts'
import type { Earlier } from '../../machines/earlier.ts'
import { inValue } from '../../machines/identifier-deed.ts'
import { type FormalKind, identifying, isFormal } from '../../machines/identifying/identifying.ts'
import {
  isConfirmed,
  isContact,
  isLookedThrough,
  type PointedOut,
  pointedOut,
} from '../identifiers.ts'
import type { LoadedPack } from '../loaded-pack.ts'

type Answers = ReadonlyMap<string, Answer>

/** What a document is written from. */
export type Carried = {
  answers: Answers
  earlier: Earlier | null
  /** The parts that were answered and are left out because they can name a child, by their question. */
  withheld: ReadonlyMap<string, readonly string[]>
  /** What may still say who the child is. */
  pointedOut: readonly PointedOut[]
}

/** A case with all that stands, as a referral carries it. */
export const whole = (record: CaseRecord): Carried => ({
  answers: standingAnswers(record),
  earlier: record.earlier,
  withheld: new Map(),
  pointedOut: [],
})

/**
 * A case without any part that can name a child, and with each phone number and the like that was neither
 * replaced nor confirmed left out of what was typed: southwark:6.5.
 * @param year this year, as a four-digit number
 */
export function withoutIdentity(loaded: LoadedPack, record: CaseRecord, year: number): Carried {
  const stand = standingAnswers(record)
  const answers = new Map<string, Answer>()
  const withheld = new Map<string, string[]>()
  for (const [question, answer] of stand) {
    if (answer === notKnown) {
      answers.set(question, answer)
      continue
    }
    const parts = loaded.outline.questions[question]?.parts ?? []
    const hidden = parts.filter(({ id, identifies }) => identifies && answer[id] !== undefined)
    if (hidden.length > 0)
      withheld.set(
        question,
        hidden.map(({ id }) => id),
      )
    const left = Object.entries(answer).filter(([part]) => !hidden.some(({ id }) => id === part))
    if (left.length === 0 && hidden.length > 0) continue
    answers.set(question, masked(loaded, record, question, Object.fromEntries(left), year))
  }
  return {
    answers,
    earlier: record.earlier && maskedEarlier(loaded, record, record.earlier, year),
    withheld,
    pointedOut: pointedOut(loaded, record, year),
  }
}

function masked(
  loaded: LoadedPack,
  record: CaseRecord,
  question: string,
  answer: Exclude<Answer, typeof notKnown>,
  year: number,
): Answer {
  const typed = loaded.question(question).parts.filter(isLookedThrough)
  return Object.fromEntries(
    Object.entries(answer).map(([part, value]) => [
      part,
      typed.some(({ id }) => id === part)
        ? inValue(value, (text) => maskedText(loaded, record, { question, part }, text, year))
        : value,
    ]),
  )
}

/** What an earlier summary brought was typed too, in another conversation. */
function maskedEarlier(
  loaded: LoadedPack,
  record: CaseRecord,
  earlier: Earlier,
  year: number,
): Earlier {
  const mask = (text: string) =>
    maskedText(loaded, record, { question: 'earlier', part: '' }, text, year)
  const worded = <Item extends { words?: string | undefined }>(item: Item): Item =>
    item.words === undefined ? item : { ...item, words: mask(item.words) }
  return {
    ...earlier,
    ticked: earlier.ticked.map((one) => ({
      ...one,
      name: mask(one.name),
      options: one.options === notKnown ? notKnown : one.options.map(worded),
    })),
    alerts: earlier.alerts.map(worded),
    plan: earlier.plan.map(mask),
  }
}

function maskedText(
  loaded: LoadedPack,
  record: CaseRecord,
  where: Pick<PointedOut, 'question' | 'part'>,
  text: string,
  year: number,
): string {
  return identifying(text, year)
    .reverse()
    .reduce((left, { kind, start, end }) => {
      const found = { ...where, words: text.slice(start, end), kind }
      if (!isFormal(kind) || isConfirmed(record, found) || isContact(loaded, found)) return left
      return `${left.slice(0, start)}${maskOf(loaded, kind)}${left.slice(end)}`
    }, text)
}

const maskOf = ({ pack }: LoadedPack, kind: FormalKind): string =>
  pack.documents.words[`masked.${kind}`] ?? ''
