import type { Answer } from '../../machines/answer.ts'
import { conditions, holds } from '../../machines/facts.ts'
import { citeAll } from '../citation.ts'
import { fill } from '../fill.ts'
import type { Block } from '../protocol.ts'
import { sinceOf, sinceParagraphs } from '../since.ts'
import { afterWorkingHours, timeOf } from '../working-time.ts'
import { list, paragraph, table } from './blocks.ts'
import { type CaseView, closed } from './case-view.ts'
import { openQuestions, shortOf } from './gaps.ts'

type Step = CaseView['pack']['timeline']['steps'][number]
type Within = NonNullable<Step['within']>[number]

/** What follows by the protocol: each step's owner and clock, and none for the referrer that no source states. */
export function timeline(view: CaseView): Block[] {
  const { pack, say } = view
  const steps = pack.timeline.steps.filter((step) => isFor(view, step) && !isDone(view, step))
  const working = steps.some(({ within = [] }) => within.some((one) => one.working))
  const { calendar } = pack.timeline
  return [
    ...table(
      [say('next.owner'), say('next.what'), say('next.clock'), say('next.source')],
      steps.map((step) => [
        step.owner,
        step.words,
        clockOf(view, step),
        citeAll(pack, step.source),
      ]),
    ),
    ...(working && calendar
      ? paragraph(`${calendar.words} (${citeAll(pack, [calendar.source])})`)
      : []),
  ]
}

const isFor = (view: CaseView, step: Step) =>
  step.for.some(
    (one) =>
      one === view.kind ||
      (one === 'police-officer' && conditions.police(view.standing.facts)) ||
      (one === 'placed-elsewhere' &&
        referred(view) &&
        conditions.placedElsewhere(view.standing.facts)),
  )

/** Whether the answers say that a step has been taken already. */
const isDone = ({ standing }: CaseView, { settledBy }: Step): boolean =>
  settledBy !== undefined && holds(standing.facts, settledBy.question, settledBy.option)

/** The clock in the source's words, and when it would run out for something received as this is written. */
function clockOf(view: CaseView, step: Step): string {
  const { at, dates, pack, say, text } = view
  const { within = [] } = step
  if (!step.clock) return say('next.no-clock')
  const review = text('not-now', 'review')
  const clock = fill(step.clock, { review: review ? dates.written(review) : '' })
  const ends = within.map((one) => endOf(view, one))
  if (ends.length === 0) return closed(clock)
  if (!ends.every((end) => end !== null)) {
    const year = String(pack.timeline.calendar?.to ?? '')
    return `${closed(clock)} ${say('next.past-calendar', { year })}`
  }
  const by = ends.join(`, ${say('next.or')} `)
  return `${closed(clock)} ${say('next.if-now', { when: dates.moment(at), by })}`
}

/** When a clock that starts now runs out, in words; `null` where the calendar does not reach that far. */
function endOf({ at, dates, pack }: CaseView, { hours, working }: Within): string | null {
  if (!working) return dates.moment(at + hours * 3_600_000)
  const { calendar } = pack.timeline
  const start = { date: dates.today(at), minute: dates.minute(at) }
  const end = calendar ? afterWorkingHours(calendar, start, hours) : null
  return end && `${dates.written(end.date)}, ${timeOf(end.minute)}`
}

/** Whether the document goes to the MASH or the police as a concern about a child. */
const referred = ({ decision }: CaseView): boolean => decision === 'refer'

/** The strategy meeting's agenda, each item with what this document holds for it and what it does not. */
export function agenda(view: CaseView): Block[] {
  const { pack, say, answers } = view
  if (!referred(view)) return []
  const open = openQuestions(view)
  const named = (questions: string[]) => questions.map((id) => shortOf(view, id)).join('; ')
  const rows = (pack.timeline.agenda ?? []).map(({ words, source, from }) => {
    const about = from.filter((id) => open.includes(id))
    const known = from.filter((id) => saysSomething(answers.get(id)) && !open.includes(id))
    const here = [
      ...(known.length > 0 ? [say('agenda.answered', { list: named(known) })] : []),
      ...(about.length > 0 ? [say('agenda.open', { list: named(about) })] : []),
    ]
    return [
      words,
      here.length > 0 ? here.join(' ') : say('agenda.not-asked'),
      citeAll(pack, [source]),
    ]
  })
  return table([say('agenda.item'), say('agenda.here'), say('next.source')], rows)
}

/** Whether there is an answer, and more in it than blanks. */
const saysSomething = (answer: Answer | undefined) =>
  typeof answer === 'object' && Object.keys(answer).length > 0

/** The conclusions that the single assessment can come to. */
export const outcomes = (view: CaseView): Block[] =>
  referred(view) ? cited(view, view.pack.timeline.outcomes ?? []) : []

/** The record and the meetings that a concern goes to, and what a family is told of them. */
export function oversight(view: CaseView): Block[] {
  if (!referred(view)) return []
  const { at, dates, pack } = view
  const items = pack.timeline.oversight ?? []
  const changed = sinceOf(
    pack,
    items.flatMap(({ source }) => source),
  )
  return [
    ...cited(view, items),
    ...sinceParagraphs(pack, changed, dates.today(at)).flatMap(paragraph),
  ]
}

const cited = (
  { pack }: CaseView,
  items: readonly { words: string; source: string | readonly string[] }[],
) =>
  list(
    items.map(
      ({ words, source }) =>
        `${closed(words)} (${citeAll(pack, typeof source === 'string' ? [source] : source)})`,
    ),
  )
