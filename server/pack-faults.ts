import { outlineOf } from '../content/outline-of.ts'
import type { Pack, PackFault } from '../content/pack.ts'
import { questionsOf } from '../content/questions.ts'
import { alertIds, suspectedIds } from '../machines/alerts.ts'
import { contradictionIds } from '../machines/contradictions.ts'
import { noticeIds } from '../machines/notices.ts'
import { marks, type Outline, optionsOf } from '../machines/outline.ts'
import { questionsAsked } from '../machines/route.ts'
import { routeOptions } from '../machines/route-options.ts'
import { consultationWords } from './documents/consultation-words.ts'
import { documentContacts } from './documents/document-contacts.ts'
import { documentWords } from './documents/document-words.ts'
import { readParts } from './documents/read-parts.ts'

/** Where a pack does not fit the route and rules it is meant for: words missing, or nobody to say them. */
export function packFaults(pack: Pack): PackFault[] {
  const outline = outlineOf(pack)
  const held = Object.keys(outline.questions)
  const asked = questionsAsked(outline)
  return [
    ...compare('route.json', 'questions', asked, held),
    ...compare('alerts.json', 'alerts', alertIds, idsOf(pack.alerts.alerts)),
    ...compare(
      'alerts.json',
      'alerts with words for what is suspected',
      suspectedIds,
      idsOf(pack.alerts.alerts.filter(({ suspected }) => suspected)),
    ),
    ...compare('notices.json', 'notices', noticeIds, idsOf(pack.notices.notices)),
    ...compare(
      'notices.json',
      'contradictions',
      contradictionIds,
      idsOf(pack.notices.contradictions),
    ),
    ...compare('documents.json', 'words', documentWords, Object.keys(pack.documents.words)),
    ...(pack.consultation
      ? compare(
          'consultation.json',
          'words',
          consultationWords,
          Object.keys(pack.consultation.words),
        )
      : []),
    ...Object.entries(routeOptions).flatMap(([question, options]) => {
      const outlined = outline.questions[question]
      const offered = outlined ? idsOf(optionsOf(outlined)) : []
      return options
        .filter((option) => !offered.includes(option))
        .map((option) => missing('route.json', `questions.${question}`, option))
    }),
    ...unreadParts(outline),
    ...timelineFaults(pack, outline),
    ...dangling(pack),
    ...becomingNothing(pack),
  ]
}

/** Parts that summaries and rules count on, and a part about the child that would not be withheld. */
function unreadParts({ questions }: Outline): PackFault[] {
  const fault = (question: string, part: string, reason: string): PackFault => ({
    file: 'route.json',
    path: `questions.${question}.parts.${part}`,
    reason,
  })
  const wanted = Object.entries(readParts).flatMap(([question, parts]) =>
    Object.entries(parts).flatMap(([id, need]) => {
      const part = questions[question]?.parts.find((one) => one.id === id)
      if (!part) return [fault(question, id, 'this part is missing')]
      if (need === 'required' && !part.required)
        return [fault(question, id, 'this part must be required')]
      return need === 'identifies' && !part.identifies
        ? [fault(question, id, 'this part must be marked as identifying the child')]
        : []
    }),
  )
  const open = (questions.child?.parts ?? []).filter((part) => !part.identifies)
  return [
    ...wanted,
    ...open
      .filter(({ id }) => readParts.child?.[id] === undefined)
      .map(({ id }) => fault('child', id, 'this part must be marked as identifying the child')),
  ]
}

/** Parts of the structured analysis that are to become another one when the child is screened again. */
const becomingNothing = ({ analysis }: Pack): PackFault[] =>
  (analysis?.groups ?? []).flatMap(({ becomes, items }, index) => {
    if (becomes === undefined) return []
    const later = analysis?.groups.find(({ id }) => id === becomes)
    const path = `groups.${index}.becomes`
    if (!later) return [missing('analysis.json', path, becomes)]
    const held = idsOf(later.items)
    return idsOf(items)
      .filter((id) => !held.includes(id))
      .map((id) => missing('analysis.json', `${path} (${becomes})`, id))
  })

/** What a summary reads of the timeline, and bank holidays that are not of the years they are listed for. */
function timelineFaults({ timeline }: Pack, outline: Outline): PackFault[] {
  const { agenda, calendar, steps } = timeline
  const absent = (['agenda', 'outcomes', 'oversight'] as const).filter((part) => !timeline[part])
  const counted = steps.some(({ within = [] }) => within.some(({ working }) => working))
  const asked = (agenda ?? []).flatMap(({ from }) => from)
  const settling = steps.flatMap(({ settledBy }) => settledBy ?? [])
  const outside = (calendar?.holidays ?? [])
    .map(({ date }) => date)
    .filter((date) => !within(calendar, Number(date.slice(0, 4))))
  return [
    ...[...absent, ...(counted && !calendar ? ['calendar'] : [])].map((part) =>
      missing('timeline.json', '', part),
    ),
    ...asked
      .filter((id) => outline.questions[id] === undefined)
      .map((id) => missing('route.json', 'questions (named by the agenda)', id)),
    ...settling
      .filter(({ question, option }) => !offers(outline, question, option))
      .map(({ question, option }) =>
        missing('route.json', `questions.${question} (named by the timeline)`, option),
      ),
    ...outside.map((date) => ({
      file: 'timeline.json',
      path: 'calendar.holidays',
      reason: `${date} is outside the years that are listed`,
    })),
  ]
}

const offers = ({ questions }: Outline, question: string, option: string): boolean =>
  questions[question] !== undefined && idsOf(optionsOf(questions[question])).includes(option)

const within = (calendar: Pack['timeline']['calendar'], year: number) =>
  !calendar || (year >= calendar.from && year <= calendar.to)

/** A calendar of working hours that does not reach today. */
export const calendarFaults = ({ timeline: { calendar } }: Pack, today: string): PackFault[] =>
  within(calendar, Number(today.slice(0, 4)))
    ? []
    : [
        {
          file: 'timeline.json',
          path: 'calendar',
          reason: `the bank holidays are of ${calendar?.from} to ${calendar?.to}, and it is ${today}`,
        },
      ]

/** References inside the pack that lead nowhere. */
function dangling(pack: Pack): PackFault[] {
  const contacts = idsOf(pack.contacts.contacts)
  const contactFaults = pack.route.questions.flatMap(({ id, contacts: named = [] }) =>
    named
      .filter((contact) => !contacts.includes(contact))
      .map((contact) => missing('contacts.json', `contacts (named by ${id})`, contact)),
  )
  const documentFaults = Object.values(documentContacts)
    .filter((contact) => !contacts.includes(contact))
    .map((contact) => missing('contacts.json', 'contacts (named by documents)', contact))
  const probeFaults = pack.screening.domains.flatMap(({ questions }) =>
    questions.flatMap(({ id, descriptions, probes = [] }) => {
      const named = descriptions.flatMap((description) => description.probes ?? [])
      return compare('screening.json', `probes of ${id}`, [...new Set(named)], idsOf(probes))
    }),
  )
  const markFaults = questionsOf(pack).flatMap(({ id, parts }) =>
    parts
      .flatMap((part) => ('options' in part ? part.options : []))
      .flatMap((option) => option.marks ?? [])
      .filter((mark) => !marks.some((known) => known === mark))
      .map((mark) => ({
        file: 'screening.json',
        path: id,
        reason: `no rule knows the mark "${mark}"`,
      })),
  )
  return [...contactFaults, ...documentFaults, ...probeFaults, ...markFaults, ...helpFaults(pack)]
}

/** Topics that are named and not there, and topics that nothing opens. */
function helpFaults({ route, screening, reference }: Pack): PackFault[] {
  const topics = idsOf(reference.topics)
  const naming = [
    ...route.questions.map(({ id, help = [] }) => ({ by: id, help })),
    ...screening.domains.map(({ id, help = [] }) => ({ by: id, help })),
    { by: 'overview', help: screening.overview.help ?? [] },
  ]
  const named = naming.flatMap(({ help }) => help)
  return [
    ...naming.flatMap(({ by, help }) =>
      help
        .filter((topic) => !topics.includes(topic))
        .map((topic) => missing('reference.json', `topics (named by ${by})`, topic)),
    ),
    ...topics
      .filter((topic) => !named.includes(topic))
      .map((topic) => unasked('reference.json', 'topics', topic)),
  ]
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id)

function compare(file: string, path: string, wanted: readonly string[], held: readonly string[]) {
  return [
    ...wanted.filter((id) => !held.includes(id)).map((id) => missing(file, path, id)),
    ...held.filter((id) => !wanted.includes(id)).map((id) => unasked(file, path, id)),
  ]
}

const missing = (file: string, path: string, id: string): PackFault => ({
  file,
  path,
  reason: `"${id}" is missing`,
})

const unasked = (file: string, path: string, id: string): PackFault => ({
  file,
  path,
  reason: `nothing ever asks for "${id}"`,
})
