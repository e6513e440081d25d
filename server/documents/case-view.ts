import type { Answer, PartValue } from '../../machines/answer.ts'
import { notKnown } from '../../machines/answer.ts'
import { type CaseRecord, promptOf } from '../../machines/case-record.ts'
import { type Decision, decisionOf } from '../../machines/facts.ts'
import { standingOf } from '../../machines/standing.ts'
import { datesOf } from '../dates.ts'
import { fill } from '../fill.ts'
import type { LoadedPack } from '../loaded-pack.ts'
import { readBack } from '../read-back.ts'
import type { SessionHead } from '../store.ts'
import type { DocumentWord } from './document-words.ts'
import { whole, withoutIdentity } from './without-identity.ts'

/** Who asked for what, once that is settled: the shape of a summary follows from it. */
export type SummaryKind = Decision | 'open-case' | 'police' | 'public' | 'undecided'

/** A case as the sections of a summary read it: answers by part, in words, and the pack's own words. */
export type CaseView = ReturnType<typeof caseView>

/**
 * The case a summary is written from. Unless the decision is to refer, no question that identifies
 * the child is in it, and no phone number or the like in what was typed: southwark:6.5.
 * @param at milliseconds since 1970
 * @param anonymous whether no such question is in it whatever was decided
 */
export function caseView(
  loaded: LoadedPack,
  record: CaseRecord,
  head: SessionHead,
  at: number,
  anonymous = false,
) {
  const { pack } = loaded
  const dates = datesOf(pack)
  const { facts } = record.snapshot.context
  // A decision is not yet one while what it asks for is open.
  const decision = promptOf(record).waits === 'leaving' ? decisionOf(facts) : null
  const today = dates.today(at)
  const { answers, earlier, withheld, pointedOut } =
    decision === 'refer' && !anonymous
      ? whole(record)
      : withoutIdentity(loaded, record, Number(today.slice(0, 4)))
  const standing = standingOf(record, today, answers)

  const answer = (question: string): Answer | undefined => answers.get(question)
  const part = (question: string, id: string): PartValue | undefined => {
    const found = answers.get(question)
    return found === undefined || found === notKnown ? undefined : found[id]
  }
  return {
    loaded,
    pack,
    head,
    at,
    dates,
    standing,
    earlier,
    changes: record.changes,
    answers,
    withheld,
    pointedOut,
    decision,
    kind: kindOf(decision, facts.role?.[0]),
    answer,
    part,
    /** What was typed or dated in one part, as text. */
    text: (question: string, id: string): string | undefined => {
      const value = part(question, id)
      return typeof value === 'string' ? value : undefined
    },
    /** The words of the options chosen in one part. */
    chosen: (question: string, id: string): string[] => {
      const found = answers.get(question)
      if (found === undefined || found === notKnown) return []
      return readBack(loaded, loaded.question(question), found)
        .filter((line) => line.part === id)
        .map(({ words }) => words)
    },
    say: (word: DocumentWord, values: Readonly<Record<string, string>> = {}): string =>
      fill(pack.documents.words[word] ?? '', values),
  }
}

function kindOf(decision: Decision | null, role: string | undefined): SummaryKind {
  if (decision !== 'refer') return decision ?? 'undecided'
  if (role === 'social-worker') return 'open-case'
  return role === 'police' || role === 'public' ? role : 'refer'
}

/** The person's own words, in quotation marks unless they put them there. */
export const quoted = (words: string): string =>
  /^["“][^"“”]*["”]$/.test(words) ? words : `“${words}”`

/** Words closed with a full stop, unless they close themselves. */
export const closed = (words: string): string =>
  /[.!?:]["”’)]?$/.test(words) ? words : `${words}.`

/** Words that go on a sentence already begun. */
export const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
