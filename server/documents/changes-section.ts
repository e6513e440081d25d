import type { PackPart } from '../../content/pack.ts'
import { type Answer, notKnown, type PartValue } from '../../machines/answer.ts'
import type { Change } from '../../machines/changes.ts'
import { wordsOfAlerts } from '../alert-words.ts'
import type { Block } from '../protocol.ts'
import { list, paragraph } from './blocks.ts'
import { type CaseView, lowerFirst } from './case-view.ts'
import { shortOf } from './gaps.ts'

/** How many changes are told one by one; of the ones before them it is said how many they were. */
const most = 40

/** One part of an answer that another took the place of; `rewritten` where words were typed, which are not repeated. */
export type PartChange =
  | { part: string; from: string; to: string }
  | { part: string; rewritten: true }

/** What was answered otherwise before: which question, from what to what, and when. */
export function changes(view: CaseView): Block[] {
  const told = changesTold(view)
  const shown = told.slice(-most)
  const earlier = told.length - shown.length
  return [
    ...paragraph(earlier > 0 ? view.say('changes.more', { count: String(earlier) }) : undefined),
    ...list(shown.flatMap((change) => linesOf(view, change))),
  ]
}

/** Every change as far as this document may tell of it. */
export const changesTold = (view: CaseView): (Change & { parts: PartChange[] })[] =>
  view.changes
    .map((change) => ({ ...change, parts: partsOf(view, change) }))
    .filter(({ parts, withdrawn }) => parts.length > 0 || withdrawn.length > 0)

function linesOf(view: CaseView, change: ReturnType<typeof changesTold>[number]): string[] {
  const { dates, pack, say } = view
  const when = dates.moment(change.at)
  const question = shortOf(view, change.question)
  const chosen = change.parts.flatMap((part) =>
    'rewritten' in part
      ? []
      : [
          say('changes.line', {
            when,
            question: nameOf(view, change.question, part.part),
            from: part.from,
            to: part.to,
          }),
        ],
  )
  const rewritten = change.parts.some((part) => 'rewritten' in part)
  const gone = wordsOfAlerts(pack, change.withdrawn).map(({ title }) => lowerFirst(title))
  return [
    ...chosen,
    ...(rewritten ? [say('changes.rewritten', { when, question })] : []),
    ...(gone.length > 0 ? [say('changes.withdrawn', { when, list: gone.join('; ') })] : []),
  ]
}

/** A question by its short name, and the part of it that is meant where several can be chosen in. */
function nameOf(view: CaseView, question: string, part: string): string {
  const told = view.loaded.question(question).parts.filter((one) => !typed(one))
  const words = told.length > 1 ? told.find(({ id }) => id === part)?.words : undefined
  const short = shortOf(view, question)
  return words ? `${short} (${lowerFirst(words)})` : short
}

/** The parts that changed; whether or not something is known is a change of the whole answer. */
function partsOf(view: CaseView, { question, from, to }: Change): PartChange[] {
  const { parts } = view.loaded.question(question)
  const told = parts.filter(({ identifies }) => !identifies || view.decision === 'refer')
  const changed = told.filter(({ id }) => different(partOf(from, id), partOf(to, id)))
  const first = changed[0] ?? told[0]
  if (first && (from === notKnown || to === notKnown)) {
    const said = (answer: Answer) =>
      answer === notKnown
        ? view.say('not-recorded')
        : told.map((part) => wordsOf(view, part, partOf(answer, part.id))).find(Boolean)
    const [before, after] = [said(from), said(to)]
    return before && after
      ? [{ part: first.id, from: before, to: after }]
      : [{ part: first.id, rewritten: true }]
  }
  return changed.map((part) => {
    if (typed(part)) return { part: part.id, rewritten: true }
    const blank = view.say('changes.blank')
    const [before, after] = [from, to].map((answer) => wordsOf(view, part, partOf(answer, part.id)))
    return { part: part.id, from: before || blank, to: after || blank }
  })
}

const typed = ({ kind }: PackPart) => kind === 'text' || kind === 'rows'

const partOf = (answer: Answer, part: string): PartValue | undefined =>
  answer === notKnown ? undefined : answer[part]

const different = (a: PartValue | undefined, b: PartValue | undefined) =>
  JSON.stringify(a) !== JSON.stringify(b)

/** What was chosen or dated in a part; nothing that was typed. */
function wordsOf({ dates }: CaseView, part: PackPart, value: PartValue | undefined): string {
  if (value === undefined || typed(part)) return ''
  if (part.kind === 'date') return typeof value === 'string' ? dates.written(value) : ''
  if (part.kind !== 'one' && part.kind !== 'many') return ''
  return part.options
    .filter(({ id }) => [value].flat().some((one) => one === id))
    .map(({ words }) => words)
    .join('; ')
}
