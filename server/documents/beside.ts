import { analysisId } from '../../content/analysis-questions.ts'
import type { PackOption } from '../../content/pack-parts.ts'
import { notKnown } from '../../machines/answer.ts'
import { holds } from '../../machines/facts.ts'
import { wordsOfAlerts } from '../alert-words.ts'
import type { Beside } from '../earlier-summary.ts'
import { rowsOf } from '../read-back.ts'
import type { CaseView } from './case-view.ts'
import { heading } from './screening-section.ts'

type Ticked = Beside['ticked'][number]

/** What a later screening of the same child is laid beside, in ids and in the words they stood for. */
export const besideOf = (view: CaseView): Beside => {
  const { pack, part, standing } = view
  return {
    ticked: [...screened(view), ...analysed(view)],
    alerts: wordsOfAlerts(pack, standing.alerts).map(({ id, title }) => ({ id, words: title })),
    plan: rowsOf(part('actions', 'rows')).map(({ concern, needed, who, when }) =>
      [needed ?? concern, who, when].filter((cell) => cell !== undefined).join(' · '),
    ),
  }
}

/** What is ticked of each question of the screening that was answered. */
export const screened = (view: CaseView): Ticked[] =>
  view.pack.screening.domains.flatMap((domain) =>
    domain.questions.flatMap((asked) =>
      tickedOf(view, asked.id, heading(domain, asked), asked.descriptions),
    ),
  )

/** What is ticked in the parts of the structured analysis that become another part later. */
const analysed = (view: CaseView): Ticked[] =>
  (view.pack.analysis?.groups ?? [])
    .filter(({ becomes }) => becomes !== undefined)
    .flatMap((group) =>
      group.items.flatMap((item) => {
        const name = `${group.title}: ${item.short}`
        return tickedOf(view, analysisId(group, item), name, item.descriptions ?? [])
      }),
    )

function tickedOf(
  { answer, standing }: CaseView,
  question: string,
  name: string,
  descriptions: readonly Pick<PackOption, 'id' | 'words'>[],
): Ticked[] {
  const given = answer(question)
  if (given === undefined) return []
  if (given === notKnown) return [{ question, name, options: notKnown }]
  const options = descriptions
    .filter(({ id }) => holds(standing.facts, question, id))
    .map(({ id, words }) => ({ id, words: inBrief(words) }))
  return [{ question, name, options }]
}

/** Words are read only where a later pack has no such option, and all that was ticked has to fit into one frame. */
const inBrief = (words: string): string =>
  words.length > 50 ? `${words.slice(0, 49).trimEnd()}…` : words
