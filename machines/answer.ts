import type { PartOutline, QuestionOutline } from './outline.ts'
import { saysEnough } from './says-enough.ts'

/** What a person put in one part. A table is a list of rows, each column by its id. */
export type PartValue = string | readonly string[] | readonly Readonly<Record<string, string>>[]

/** The plain answer to any question: it is a finding, never the same as "no concern". */
export const notKnown = 'not-known'

/** An answer as the record keeps it: parts left empty are absent. */
export type Answer = typeof notKnown | Readonly<Record<string, PartValue>>

/** What can be wrong with an answer: a closed set, each with its sentence in the content. */
export const answerFaults = [
  'unknown-part',
  'not-an-option',
  'too-long',
  'missing-part',
  'not-a-date',
  'date-passed',
  'date-to-come',
  'date-too-far',
  'says-nothing',
  'needs-someone-else',
  'wrong-shape',
] as const
export type AnswerFault = (typeof answerFaults)[number]

/** `part` names the slot at fault, so that a page can put the sentence beside it. */
export type AnswerReading =
  | { ok: true; answer: Answer }
  | { ok: false; fault: AnswerFault; part: string }

/**
 * Reads what arrived for a question. A bare value stands for the only part, or for the only one that is required.
 * @param offered the option ids that stand now, which may be fewer than the pack holds
 * @param today the day it is, `2026-03-14`, for dates that must lie before or after it
 * @param writer the name of the person who answers, where they gave it, for a part that needs somebody else
 */
export function readAnswer(
  question: QuestionOutline,
  value: unknown,
  offered: (option: string) => boolean,
  today: string,
  writer = '',
): AnswerReading {
  if (value === notKnown) return { ok: true, answer: notKnown }
  const { parts } = question
  const [only, ...others] = parts.length === 1 ? parts : parts.filter(({ required }) => required)
  const given: unknown =
    only && others.length === 0 && !isRecord(value) ? { [only.id]: value } : value
  if (!isRecord(given))
    return { ok: false, fault: 'wrong-shape', part: question.parts[0]?.id ?? '' }

  const stray = Object.keys(given).find((id) => !question.parts.some((part) => part.id === id))
  if (stray !== undefined) return { ok: false, fault: 'unknown-part', part: '' }

  const answer: Record<string, PartValue> = {}
  for (const part of question.parts) {
    const reading = readPart(part, given[part.id], offered, today, writer)
    if (typeof reading === 'string') return { ok: false, fault: reading, part: part.id }
    if (reading.value !== undefined) answer[part.id] = reading.value
    else if (part.required) return { ok: false, fault: 'missing-part', part: part.id }
  }
  if (Object.keys(answer).length === 0 && !question.mayBeBlank)
    return { ok: false, fault: 'missing-part', part: question.parts[0]?.id ?? '' }
  return { ok: true, answer }
}

/**
 * The option ids inside an answer; for words alone, `['given']`; and `recorded` once a record that rules rely on is
 * whole. This is all a guard ever sees.
 */
export function factsOf(question: QuestionOutline, answer: Answer): readonly string[] {
  if (answer === notKnown) return unknown
  const chosen = chosenIn(question, answer)
  const whole = wholeRecords[question.id]
  const recorded =
    whole && chosen.includes(whole.once) && whole.parts.every((part) => answer[part] !== undefined)
  return recorded ? [...chosen, 'recorded'] : chosen
}

/** practice:not-referring: the MASH's advice is recorded once they were asked, and it says who advised, when and what. */
const wholeRecords: Readonly<Record<string, { once: string; parts: readonly string[] }>> = {
  consultation: { once: 'advised', parts: ['adviser', 'when', 'advice'] },
}

function chosenIn(question: QuestionOutline, answer: Exclude<Answer, typeof notKnown>) {
  const chosen = question.parts.flatMap((part) => {
    const value = answer[part.id]
    if (part.kind === 'one' && typeof value === 'string') return [[value]]
    return part.kind === 'many' && isStrings(value) && value.length > 0 ? [value] : []
  })
  const [only = given, ...others] = chosen
  return others.length > 0 ? chosen.flat() : only
}

const unknown = [notKnown]
const given = ['given']

/** Whether two answers say the same, so that repeating an answer re-opens nothing. */
export const sameAnswer = (a: Answer | undefined, b: Answer) =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b)

type PartReading = AnswerFault | { value: PartValue | undefined }

function readPart(
  part: PartOutline,
  value: unknown,
  offered: (option: string) => boolean,
  today: string,
  writer: string,
): PartReading {
  if (value === undefined) return { value: undefined }
  switch (part.kind) {
    case 'text': {
      const reading = readText(value, part.limit, part.limit > oneLine)
      if (typeof reading === 'string' || typeof reading.value !== 'string') return reading
      return saysEnough(part, reading.value, writer) ?? reading
    }
    case 'date':
      return readDate(value, part, today)
    case 'rows':
      return readRows(part, value)
    default: {
      const chosen = typeof value === 'string' ? [value] : value
      if (!isStrings(chosen)) return 'wrong-shape'
      if (part.kind === 'one' && chosen.length > 1) return 'wrong-shape'
      const allowed = part.options.filter((option) => offered(option.id)).map(({ id }) => id)
      if (!chosen.every((id) => allowed.includes(id))) return 'not-an-option'
      if (chosen.length === 0) return { value: undefined }
      // The pack's order, so that the same ticks are always the same answer.
      const ordered = allowed.filter((id) => chosen.includes(id))
      return { value: part.kind === 'one' ? ordered[0] : ordered }
    }
  }
}

function readText(value: unknown, limit: number, lines: boolean): PartReading {
  if (typeof value !== 'string') return 'wrong-shape'
  if (!value.isWellFormed()) return 'wrong-shape'
  const text = lines ? seenLines(value).trim() : plainLine(value)
  if ([...text].length > limit) return 'too-long'
  return { value: text === '' ? undefined : text }
}

const seenLines = (text: string) =>
  text.replaceAll(/\r\n?|\u2028|\u2029/g, '\n').replaceAll(invisible, '')

/** A text as one line, with nothing in it that cannot be seen. */
export const plainLine = (text: string): string => seenLines(text).replaceAll(/\s+/g, ' ').trim()

/**
 * Characters that cannot be seen, or that turn the direction of what follows: in a summary they could
 * hide or reorder words. Joiners stay, because some scripts are written with them.
 */
const invisible =
  /(?![\n\t])[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu

/** A text of at most this many characters is a line; line breaks in it are spaces. */
const oneLine = 200

function readDate(
  value: unknown,
  { when, within }: Extract<PartOutline, { kind: 'date' }>,
  today: string,
): PartReading {
  if (value === '') return { value: undefined }
  if (typeof value !== 'string' || !isDate(value)) return 'not-a-date'
  if (when === 'future' && value < today) return 'date-passed'
  if (when === 'past' && value > today) return 'date-to-come'
  if (within !== undefined && daysFrom(today, value) > within) return 'date-too-far'
  return { value }
}

const daysFrom = (from: string, to: string) =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000

function readRows(part: Extract<PartOutline, { kind: 'rows' }>, value: unknown): PartReading {
  if (!Array.isArray(value) || !value.every(isRecord)) return 'wrong-shape'
  if (value.length > part.limit) return 'too-long'
  const rows: Record<string, string>[] = []
  for (const given of value) {
    const row: Record<string, string> = {}
    for (const id of Object.keys(given))
      if (!part.columns.some((column) => column.id === id)) return 'unknown-part'
    for (const column of part.columns) {
      const reading =
        given[column.id] === undefined ? undefined : readText(given[column.id], column.limit, false)
      if (typeof reading === 'string') return reading
      if (typeof reading?.value === 'string') row[column.id] = reading.value
    }
    if (Object.keys(row).length > 0) rows.push(row)
  }
  return { value: rows.length > 0 ? rows : undefined }
}

/** A day that exists, written `2026-03-14`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
