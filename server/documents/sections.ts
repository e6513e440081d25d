import { notKnown } from '../../machines/answer.ts'
import { conditions } from '../../machines/facts.ts'
import { citeAll } from '../citation.ts'
import type { Block } from '../protocol.ts'
import { rowsOf } from '../read-back.ts'
import { sinceOf, sinceParagraphs } from '../since.ts'
import { contradictionsIn } from '../view.ts'
import { list, paragraph, quote, table } from './blocks.ts'
import { type CaseView, closed, lowerFirst } from './case-view.ts'
import { labelOf } from './differences.ts'
import { told } from './told.ts'

/** The first line of every document while someone is in danger and nobody is known to have called 999. */
export function urgent({ part, answer, say }: CaseView): string | undefined {
  if (part('danger', 'danger') !== 'yes') return undefined
  const action = part('danger.action', 'action')
  if (action === 'not-yet') return say('urgent.not-called')
  const open = answer('danger.action') === undefined || answer('danger.action') === notKnown
  return open ? say('urgent.not-known') : undefined
}

export function danger({ answer, chosen, part, say, standing }: CaseView): Block[] {
  const who = say(conditions.public(standing.facts) ? 'who.public' : 'who')
  if (answer('danger') === notKnown) return paragraph(say('danger.not-known'))
  if (part('danger', 'danger') === 'no') return paragraph(say('danger.no', { who }))
  if (part('danger', 'danger') !== 'yes') return []
  const action = chosen('danger.action', 'action')[0]
  return paragraph(
    action === undefined ? say('danger.open', { who }) : say('danger.yes', { who, action }),
  )
}

export function child({ chosen, dates, loaded, say, text, answer }: CaseView): Block[] {
  const age = answer('age') === notKnown ? say('not-recorded') : chosen('age', 'age')[0]
  const born = text('child', 'born')
  const fields = loaded
    .question('child')
    .parts.map(({ id, words = '' }) => [
      words,
      id === 'born' && born ? dates.written(born) : text('child', id),
    ])
  return list(
    [...fields, [say('child.age'), age]]
      .filter(([, words]) => words !== undefined)
      .map(([label, words]) => `${label}: ${words}`),
  )
}

export const feared = ({ text }: CaseView): Block[] => quote(text('concern', 'words'))

export const settle = ({ loaded, standing }: CaseView): Block[] =>
  list(contradictionsIn(loaded, standing).map(({ words, source }) => `${words} (${source})`))

export const asked = ({ decision, kind, say, text }: CaseView): Block[] =>
  decision === 'not-now'
    ? []
    : [
        ...(kind === 'open-case' ? paragraph(say('open-case')) : []),
        ...quote(text('asked', 'words')),
      ]

export function decision(view: CaseView): Block[] {
  const { answer, dates, say, text } = view
  if (view.decision === null) return []
  const review = text('not-now', 'review')
  const undecided = answer('decision') === notKnown
  return [
    ...paragraph(say(undecided ? 'decision.undecided' : `decision.${view.decision}`)),
    ...quote(
      text('decision', 'words'),
      view.decision === 'not-now' ? say('decision.words') : undefined,
    ),
    ...(view.decision === 'not-now'
      ? [
          ...(['reasons', 'agreed', 'agreed-when', 'watch'] as const).flatMap((part) =>
            quote(text('not-now', part), say(`not-now.${part}`)),
          ),
          ...paragraph(review && say('not-now.review', { date: dates.written(review) })),
        ]
      : []),
  ]
}

/** What was said of consent, the basis on which information is shared, and what has changed of the rules for it. */
export function consent(view: CaseView): Block[] {
  const { answer, at, dates, loaded, pack, say, text } = view
  if (answer('consent') === undefined) return []
  const changed = sinceOf(pack, loaded.question('consent').source)
  const standingOpen = changed.filter(({ open }) => open?.includes('consent'))
  return [
    ...agreement(view),
    ...quote(text('consent', 'basis'), say('consent.basis')),
    ...sinceParagraphs(pack, standingOpen, dates.today(at)).flatMap(paragraph),
  ]
}

function agreement(view: CaseView): Block[] {
  const { answer, chosen, part, say, standing, text } = view
  const state = answer('consent') === notKnown ? notKnown : part('consent', 'consent')
  if (state === 'to-be-asked') return paragraph(say('consent.to-be-asked'))
  if (state === 'given') {
    const who = chosen('consent.given', 'who').map(lowerFirst)
    const joined = who.length > 0 ? who.join(` ${say('and')} `) : say('consent.someone')
    return [
      ...paragraph(say('consent.given', { who: joined })),
      ...quote(text('consent.given', 'when')),
    ]
  }
  const reason = text('consent.reason', 'reason')
  const way = chosen('consent.way', 'way')[0]
  return [
    ...paragraph(
      say(
        state === notKnown
          ? 'consent.not-known'
          : state === 'refused'
            ? 'consent.refused'
            : 'consent.not-sought',
      ),
    ),
    ...(way ? paragraph(`${say('consent.way')} ${closed(lowerFirst(way))}`) : []),
    ...quote(text('consent.way', 'who'), labelOf(view, 'consent.way', 'who')),
    ...(reason
      ? quote(reason, say('consent.reason'))
      : paragraph(conditions.police(standing.facts) ? undefined : say('consent.no-reason'))),
    ...quote(text('consent.reason', 'who'), labelOf(view, 'consent.reason', 'who')),
  ]
}

export function actions({ loaded, part, say, text }: CaseView): Block[] {
  const columns = loaded
    .question('actions')
    .parts.flatMap((one) => ('columns' in one ? one.columns : []))
  const rows = rowsOf(part('actions', 'rows')).map((row) => columns.map(({ id }) => row[id] ?? ''))
  return [
    ...table(
      columns.map(({ words }) => words),
      rows,
    ),
    ...quote(text('actions', 'none'), say('actions.none')),
  ]
}

export function discussions(view: CaseView): Block[] {
  const { answers, loaded, say, text, standing } = view
  const kinds = [
    { question: 'discussion.record', thought: 'thought' },
    { question: 'quality-assurance', thought: 'said' },
    { question: 'consultation', thought: 'advice' },
    { question: 'manager', thought: 'thought' },
  ]
  const detailed = kinds
    .map(({ question }) => question)
    .filter((question) => typeof answers.get(question) === 'object')
  const records = kinds
    .filter(({ question }) => detailed.includes(question))
    .flatMap(({ question, thought }) => {
      const first = text(question, 'who') ?? text(question, 'adviser')
      const state = view.chosen(question, 'talked')[0] ?? view.chosen(question, 'consulted')[0]
      const who = [first, text(question, 'when')].filter((one) => one !== undefined).join(', ')
      const line = who || (state ?? '')
      return [
        ...paragraph(closed(`${loaded.question(question).short}: ${line}`)),
        ...quote(
          text(question, thought),
          say(question === 'consultation' ? 'discussion.advised' : 'discussion.thought'),
        ),
      ]
    })
  const { facts } = standing
  const talked = conditions.talked(facts) || conditions.talkedNow(facts)
  const asked = ['discussion', 'discussion.lead'].some(
    (question) => typeof answers.get(question) === 'object',
  )
  const nobody = asked && !talked ? paragraph(say('discussion.nobody')) : []
  const held =
    talked && !detailed.includes('discussion.record') ? paragraph(say('discussion.held')) : []
  return [...nobody, ...held, ...records]
}

export function police({ chosen, answer, say, text }: CaseView): Block[] {
  if (answer('police.record') === notKnown) return paragraph(say('not-recorded'))
  return [
    ...paragraph(chosen('police.record', 'recorded').map(closed)[0]),
    ...quote(text('police.record', 'references')),
  ]
}

export const wishes = ({ text }: CaseView): Block[] => quote(text('wishes', 'words'))

export const partners = ({ loaded, text }: CaseView): Block[] =>
  loaded.question('partners').parts.flatMap(({ id, words }) => quote(text('partners', id), words))

export function others({ chosen, say, standing, text }: CaseView): Block[] {
  const involved = chosen('complex', 'involved').map(lowerFirst)[0]
  const marked = conditions.complex(standing.facts) && involved
  return [
    ...paragraph(chosen('others', 'others').map(closed)[0]),
    ...quote(text('others', 'details')),
    ...(marked ? paragraph(say('complex', { involved: marked })) : []),
  ]
}

/** The outcomes that the actions are for, each with its source; several are never a measure. */
export function aims({ answer, loaded, part }: CaseView): Block[] {
  if (!answer('aims')) return []
  const options = loaded
    .question('aims')
    .parts.flatMap((one) => ('options' in one ? one.options : []))
  const chosen = [part('aims', 'child'), part('aims', 'justice')].flat()
  return list(
    options
      .filter(({ id }) => chosen.some((one) => one === id))
      .map(({ words, source }) => `${closed(words)} (${citeAll(loaded.pack, [source])})`),
  )
}

export const review = (view: CaseView): Block[] => told(view, 'review')

export const aboutThis = ({ pack, say, standing }: CaseView): Block[] => [
  ...paragraph(
    say(conditions.public(standing.facts) ? 'about.judgement.public' : 'about.judgement'),
  ),
  ...paragraph(pack.area.about.words),
  ...paragraph(
    say('about.pack', {
      area: pack.area.name,
      version: pack.area.version,
      digest: pack.digest.slice(0, 16),
    }),
  ),
]
