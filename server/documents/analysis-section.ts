import type { Analysis, AnalysisGroup, AnalysisItem } from '../../content/analysis-file.ts'
import { analysisId } from '../../content/analysis-questions.ts'
import { notKnown } from '../../machines/answer.ts'
import { answered, holds } from '../../machines/facts.ts'
import { citeAll } from '../citation.ts'
import { fill } from '../fill.ts'
import type { Block } from '../protocol.ts'
import { rowsOf } from '../read-back.ts'
import { paragraph, quote, type Section, section, table } from './blocks.ts'
import { type CaseView, closed, lowerFirst } from './case-view.ts'
import { network } from './network.ts'

/** The structured analysis as far as it was chosen: each part with what its source says of it, and no sum. */
export function analysis(view: CaseView): Section[] {
  const { pack, standing } = view
  const used = pack.analysis
  if (!used) return []
  const chosen = used.groups.filter(({ id }) => holds(standing.facts, 'analysis', id))
  if (chosen.length === 0) return []
  return [
    section(used.title, opening(view, used)),
    ...chosen.map((group) =>
      section(
        group.title,
        [...said(view, group.notes), ...items(view, used, group), ...leftOpen(view, used, group)],
        3,
      ),
    ),
  ]
}

function opening(view: CaseView, { notes, permission, words }: Analysis): Block[] {
  const trained = view.part('analysis', 'trained')
  const training =
    trained === 'trained' || trained === 'not-trained' ? words[trained] : words['training-open']
  return [
    ...said(view, notes),
    ...paragraph(fill(words.permitted, { statement: permission })),
    ...paragraph(training),
  ]
}

const said = ({ pack }: CaseView, notes: AnalysisGroup['notes'] = []): Block[] =>
  notes.flatMap(({ source, words }) => paragraph(`${words} (${citeAll(pack, [source])})`))

const items = (view: CaseView, used: Analysis, group: AnalysisGroup): Block[] =>
  group.items.flatMap((item) => {
    const id = analysisId(group, item)
    const answer = view.answer(id)
    if (answer === undefined) return []
    if (answer === notKnown)
      return paragraph(`${item.short}: ${lowerFirst(used.words['not-known'])}`)
    const ticked = (item.descriptions ?? [])
      .filter((one) => holds(view.standing.facts, id, one.id))
      .map(({ salience, words }) => {
        const mark = salience && ` (${lowerFirst(used.words[salience])})`
        return `${lowerFirst(words)}${mark ?? ''}`
      })
    const asked = (item.asks ?? []).flatMap((ask) => quote(view.text(id, ask.id), ask.words))
    const seen = quote(view.text(id, 'seen'))
    return [
      ...paragraph(ticked.length > 0 ? closed(`${item.short}: ${ticked.join('; ')}`) : item.short),
      ...asked,
      ...seen,
      ...drawn(view, used, id, item),
    ]
  })

const leftOpen = (view: CaseView, { words }: Analysis, group: AnalysisGroup): Block[] => {
  const open = group.items.filter((item) => !answered(view.standing.facts, analysisId(group, item)))
  return paragraph(
    open.length > 0
      ? fill(words.unanswered, { list: open.map(({ short }) => short).join('; ') })
      : undefined,
  )
}

/** The tables of an item, and before them a drawing of the same. */
function drawn(
  view: CaseView,
  { words }: Analysis,
  id: string,
  { tables = [] }: AnalysisItem,
): Block[] {
  if (tables.length === 0) return []
  const rows = (part: string) => rowsOf(view.part(id, part))
  const found = network(rows('people'), rows('places'), rows('links'))
  const diagram: Block[] = found
    ? [
        {
          kind: 'diagram',
          title: words.diagram,
          description: words['diagram.description'],
          ...found,
        },
      ]
    : []
  return [
    ...diagram,
    ...tables.flatMap((one) => [
      ...(rows(one.id).length > 0 ? paragraph(one.words) : []),
      ...table(
        one.columns.map((column) => column.words),
        rows(one.id).map((row) => one.columns.map((column) => row[column.id] ?? '')),
      ),
    ]),
  ]
}
