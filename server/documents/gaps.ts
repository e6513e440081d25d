import { notKnown } from '../../machines/answer.ts'
import { conditions } from '../../machines/facts.ts'
import { moreOf } from '../../machines/outline.ts'
import { passedOver } from '../../machines/passed-over.ts'
import { asksMore } from '../../machines/screening.ts'
import type { Block } from '../protocol.ts'
import { list, paragraph } from './blocks.ts'
import { type CaseView, lowerFirst } from './case-view.ts'

/** What was asked and is not known, and what has not been asked: never read as "no concern". */
export function notKnownList(view: CaseView): Block[] {
  const { say, pack, kind } = view
  // The structured analysis says in its own section what is not known in it.
  const unknown = unknownQuestions(view)
    .filter((id) => !id.startsWith('analysis.'))
    .map((id) => shortOf(view, id))
  const skipped = passedBy(view).map((id) => shortOf(view, id))
  const blank =
    kind === 'refer' || kind === 'open-case' || kind === 'public' ? blankAboutChild(view) : []
  const left = unscreened(view)
  const sections = left.flatMap(({ names }) => names)
  const total = pack.screening.domains.length
  const unfinished = kind !== 'not-now' && kind !== 'undecided' && skipped.length > 0
  return [
    ...(unfinished ? paragraph(say('unfinished')) : []),
    ...(unknown.length > 0 ? paragraph(say('not-known.list', { list: unknown.join('; ') })) : []),
    ...(started(view)
      ? sections.length > 0
        ? paragraph(
            say('not-screened', {
              list: sections.join('; '),
              count: String(left.length),
              total: String(total),
            }),
          )
        : []
      : conditions.public(view.standing.facts)
        ? []
        : paragraph(say('not-screened.none', { total: String(total) }))),
    ...(skipped.length > 0 ? paragraph(say('not-asked', { list: skipped.join('; ') })) : []),
    ...(blank.length > 0 ? paragraph(say('child.gaps', { list: blank.join('; ') })) : []),
    ...withheld(view),
  ]
}

/** What was answered and is left out because it can name the child: a gap in this document, and none in what is known. */
function withheld(view: CaseView): Block[] {
  const { analysis } = view.pack
  const named = [...view.withheld].map(([id, parts]) => {
    // Of the analysis it is what was typed, whichever item it was typed at.
    if (analysis && id.startsWith('analysis.')) return analysis.title
    const all = view.loaded.question(id).parts
    const some = all.filter((part) => parts.includes(part.id)).flatMap(({ words = [] }) => words)
    return parts.length === all.length || some.length === 0
      ? shortOf(view, id)
      : `${shortOf(view, id)} (${some.map(lowerFirst).join('; ')})`
  })
  return named.length > 0
    ? paragraph(view.say('withheld', { list: [...new Set(named)].join('; ') }))
    : []
}

/** Each gap as a question someone can take away and ask. */
export function questionsLeft(view: CaseView): Block[] {
  const route = [...unknownQuestions(view), ...passedBy(view)]
    .filter((id) => !view.loaded.domainOf(id))
    .map((id) => view.loaded.question(id).title)
  const screening = view.pack.screening.domains.flatMap((domain) =>
    domain.questions.flatMap((asked) => {
      const answer = view.answer(asked.id)
      if (answer === undefined) return started(view) ? [asked.takeAway] : []
      if (answer === notKnown) return [asked.takeAway]
      const blank = blankPrompts(view, asked.id, asked.prompts ?? [])
      return blank.length > 0 ? [`${domain.title}: ${blank.join(' ')}`] : []
    }),
  )
  return list([...route, ...screening])
}

function blankPrompts(
  view: CaseView,
  question: string,
  prompts: readonly { id: string; words: string }[],
) {
  if (!asksMore(view.loaded.outline, question, view.standing.facts)) return []
  return prompts
    .filter(({ id }) => view.text(moreOf(question), id) === undefined)
    .filter(({ id }) => !view.withheld.get(moreOf(question))?.includes(id))
    .map(({ words }) => words)
}

const blankAboutChild = ({ answer, loaded, text }: CaseView) =>
  answer('child') === undefined || answer('child') === notKnown
    ? []
    : loaded
        .question('child')
        .parts.filter(({ id }) => text('child', id) === undefined)
        .map(({ words = '' }) => words)

const unknownQuestions = (view: CaseView) =>
  [...view.answers]
    .filter(([id, answer]) => answer === notKnown && !saidElsewhere.includes(id))
    .map(([id]) => id)

/** These say in a section of their own that they are not known, or are no gap in what is known of the child. */
const saidElsewhere = [
  'danger',
  'danger.action',
  'next',
  'decision',
  'discussion.later',
  'consultation.call',
  'analysis',
]

/** What was passed over; a screening that was never begun has not been waiting to be talked over. */
const passedBy = (view: CaseView) =>
  passedOver(view.standing.facts).filter((id) => id !== 'manager' || started(view))

/** The sections with a question unanswered, each by its name and the part that is missing. */
const unscreened = (view: CaseView) =>
  view.pack.screening.domains.flatMap(({ questions, title }) => {
    const open = questions.filter(({ id }) => !view.answers.has(id))
    if (open.length === 0) return []
    return [
      {
        names: open.length === questions.length ? [title] : open.map(({ id }) => shortOf(view, id)),
      },
    ]
  })

/** Every question that is not known, was passed over, or stands unanswered in a screening that was asked for. */
export const openQuestions = (view: CaseView): string[] => [
  ...unknownQuestions(view),
  ...passedBy(view),
  ...(conditions.public(view.standing.facts) ? [] : view.pack.screening.domains)
    .flatMap(({ questions }) => questions.map(({ id }) => id))
    .filter((id) => !view.answers.has(id)),
]

const started = (view: CaseView) =>
  view.pack.screening.domains.some(({ questions }) =>
    questions.some(({ id }) => view.answers.has(id)),
  )

/** A question's name in a list, with its section where that is not plain. */
export function shortOf({ loaded }: CaseView, id: string): string {
  const { short } = loaded.question(id)
  const domain = loaded.domainOf(id)
  return domain && domain.title !== short ? `${domain.title} (${short.toLowerCase()})` : short
}
