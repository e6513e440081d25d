import { notKnown } from '../../machines/answer.ts'
import { passedOver } from '../../machines/route.ts'
import { asksMore } from '../../machines/screening.ts'
import type { Block } from '../protocol.ts'
import { list, paragraph } from './blocks.ts'
import type { CaseView } from './case-view.ts'

/** What was asked and is not known, and what has not been asked: never read as "no concern". */
export function notKnownList(view: CaseView): Block[] {
  const { say, pack } = view
  const unknown = unknownQuestions(view).map((id) => shortOf(view, id))
  const skipped = passedBy(view).map((id) => shortOf(view, id))
  const left = unscreened(view)
  const total = pack.screening.domains.length
  return [
    ...(view.kind !== 'not-now' && skipped.length > 0 ? paragraph(say('unfinished')) : []),
    ...(unknown.length > 0 ? paragraph(say('not-known.list', { list: unknown.join('; ') })) : []),
    ...(left.length === total
      ? paragraph(say('not-screened.none', { total: String(total) }))
      : left.length > 0
        ? paragraph(
            say('not-screened', {
              list: left.map(({ title }) => title).join('; '),
              count: String(left.length),
              total: String(total),
            }),
          )
        : []),
    ...(skipped.length > 0 ? paragraph(say('not-asked', { list: skipped.join('; ') })) : []),
  ]
}

/** Each gap as a question someone can take away and ask. */
export function questionsLeft(view: CaseView): Block[] {
  const { pack } = view
  const started = unscreened(view).length < pack.screening.domains.length
  const route = [...unknownQuestions(view), ...passedBy(view)]
    .filter((id) => !view.loaded.domainOf(id))
    .map((id) => view.loaded.question(id).title)
  const screening = pack.screening.domains.flatMap((domain) =>
    domain.questions.flatMap((asked) => {
      const answer = view.answer(asked.id)
      if (answer === undefined) return started ? [asked.takeAway] : []
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
    .filter(({ id }) => view.text(`${question}.more`, id) === undefined)
    .map(({ words }) => words)
}

const unknownQuestions = (view: CaseView) =>
  [...view.answers]
    .filter(
      ([id, answer]) => answer === notKnown && !saidElsewhere.includes(id) && !id.endsWith('.more'),
    )
    .map(([id]) => id)

/** These say in a section of their own that they are not known, or are no gap in what is known of the child. */
const saidElsewhere = ['danger', 'danger.action', 'next', 'decision', 'discussion.later']

/** What was passed over; a screening that was never begun has not been waiting to be talked over. */
const passedBy = (view: CaseView) =>
  passedOver.filter(
    (id) =>
      !view.answers.has(id) &&
      (id !== 'manager' || unscreened(view).length < view.pack.screening.domains.length),
  )

const unscreened = ({ answers, pack }: CaseView) =>
  pack.screening.domains.filter(({ questions }) => questions.every(({ id }) => !answers.has(id)))

function shortOf({ loaded }: CaseView, id: string): string {
  const { short } = loaded.question(id)
  const domain = loaded.domainOf(id)
  return domain && domain.title !== short ? `${domain.title} (${short.toLowerCase()})` : short
}
