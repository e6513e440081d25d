import { interfaceWords } from '../.build/site.mjs'
import type { PackPart } from '../content/pack.ts'
import { type Answer, notKnown, type PartValue, plainLine } from '../machines/answer.ts'
import { type CaseRecord, standingAnswer, standingAnswers } from '../machines/case-record.ts'
import type { IdentifierAct, IdentifierDeed } from '../machines/identifier-deed.ts'
import { type IdentifyingKind, identifying } from '../machines/identifying/identifying.ts'
import { dialled } from '../machines/identifying/numbers.ts'
import { onceFor } from '../machines/once-for.ts'
import { datesOf } from './dates.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { DeedMessage } from './protocol.ts'

/** Words of one part of an answer that may say who the child is. */
export type PointedOut = { question: string; part: string; words: string; kind: IdentifyingKind }

type Message = Extract<DeedMessage, { type: 'identifier' }>

/**
 * What was typed in the answers that stand and may say who the child is: neither replaced nor confirmed, no
 * contact of the pack, and none of what a document without identity leaves out or a colleague is named in.
 * @param year this year, as a four-digit number
 */
export function pointedOut(loaded: LoadedPack, record: CaseRecord, year: number): PointedOut[] {
  return [...standingAnswers(record)]
    .flatMap(([question, answer]) => foundIn(loaded, question, answer, year))
    .filter((found) => !isConfirmed(record, found) && !isContact(loaded, found))
}

/** Whether the person has said of these words that they are not the child's. */
export const isConfirmed = ({ confirmed }: CaseRecord, { question, part, words }: PointedOut) =>
  confirmed.some(
    (one) => one.question === question && one.part === part && sameWords(one.words, words),
  )

/** Whether these are a phone number or an address of the pack's own contacts. */
export const isContact = ({ pack }: LoadedPack, { kind, words }: PointedOut): boolean =>
  pack.contacts.contacts.some(({ phone, email }) =>
    kind === 'phone'
      ? phone !== undefined && dialled(phone) === dialled(words)
      : kind === 'email' && email?.toLowerCase() === words.toLowerCase(),
  )

/** Whether a part holds what was typed, stays in a document without identity, and is not about a colleague. */
export const isLookedThrough = ({ kind, colleague, identifies }: PackPart): boolean =>
  (kind === 'text' || kind === 'rows') && !colleague && !identifies

/**
 * The deed that a message about pointed-out words asks for.
 * @param at milliseconds since 1970
 * @returns `null` where the search finds no such words there
 */
export function identifierDeed(
  loaded: LoadedPack,
  record: CaseRecord,
  { question, part, words, act }: Message,
  at: number,
): IdentifierDeed | null {
  const answer = standingAnswer(record, question)
  const year = Number(datesOf(loaded.pack).today(at).slice(0, 4))
  const found =
    answer &&
    foundIn(loaded, question, answer, year).find(
      (one) => one.part === part && sameWords(one.words, words),
    )
  if (!found || (act === 'replace-other' && found.kind !== 'name')) return null
  const about = { type: 'identifier' as const, question, part, words: found.words, act }
  return act === 'confirm' ? about : { ...about, by: wordsInPlace(found.kind, act) }
}

/** Whether a message says what a deed did. */
export const saysDeed = (message: DeedMessage, deed: IdentifierDeed): boolean =>
  message.type === 'identifier' &&
  message.question === deed.question &&
  message.part === deed.part &&
  message.act === deed.act &&
  sameWords(message.words, deed.words)

/** What is put in the place of words of a kind. */
function wordsInPlace(kind: IdentifyingKind, act: IdentifierAct): string {
  const key = kind !== 'name' ? kind : act === 'replace' ? 'child' : 'other'
  return interfaceWords[`identity.${key}`] ?? ''
}

/** Spaces and what cannot be seen make no difference between what a page holds and what was kept. */
const sameWords = (a: string, b: string) => plainLine(a) === plainLine(b)

/** What was found in an answer, by the question and the year it was looked through for. */
const searchesOf = onceFor((_: object) => new Map<string, PointedOut[]>())

function foundIn(loaded: LoadedPack, question: string, answer: Answer, year: number): PointedOut[] {
  if (answer === notKnown) return []
  const searches = searchesOf(answer)
  const key = `${loaded.pack.digest} ${question} ${year}`
  const known = searches.get(key)
  if (known) return known
  const found = loaded
    .question(question)
    .parts.filter(isLookedThrough)
    .flatMap(({ id }) => textsIn(answer[id]).flatMap((text) => inText(question, id, text, year)))
    .filter(
      ({ part, words }, place, all) =>
        all.findIndex((one) => one.part === part && one.words === words) === place,
    )
  searches.set(key, found)
  return found
}

const inText = (question: string, part: string, text: string, year: number): PointedOut[] =>
  identifying(text, year).map(({ kind, start, end }) => ({
    question,
    part,
    words: text.slice(start, end),
    kind,
  }))

const textsIn = (value: PartValue | undefined): string[] =>
  typeof value === 'string'
    ? [value]
    : (value ?? []).flatMap((one) => (typeof one === 'string' ? [] : Object.values(one)))
