import type { Analysis, AnalysisGroup, AnalysisItem } from './analysis-file.ts'
import type { PackPart, PackQuestion } from './pack.ts'
import type { PackOption } from './pack-parts.ts'

/** The question that asks which parts of the structured analysis to complete, then those of every part. */
export const analysisQuestions = (analysis: Analysis): PackQuestion[] => [
  choiceOf(analysis),
  ...analysis.groups.flatMap((group) =>
    group.items.map((item) => questionOf(analysis, group, item)),
  ),
]

/** The id of an item's question: `analysis.historic.education`. */
export const analysisId = (group: { id: string }, item: { id: string }): string =>
  `analysis.${group.id}.${item.id}`

function choiceOf({
  choice,
  groups,
  notes,
  permission,
  source,
  words: said,
}: Analysis): PackQuestion {
  const { none, trained, yes, no } = choice.words
  const option = (id: string, words: string): PackOption => ({ id, words, source: choice.source })
  const statement = said.permitted.replace('{statement}', () => permission)
  return {
    id: 'analysis',
    short: choice.short,
    title: choice.title,
    why: choice.why,
    hint: choice.hint,
    source,
    notes: [...notes, { id: 'permission', words: statement, source: 'practice:permission' }],
    parts: [
      {
        id: 'groups',
        kind: 'many',
        words: choice.words.groups,
        required: true,
        options: [...groups.map(({ id, title }) => option(id, title)), option('none', none)],
      },
      {
        id: 'trained',
        kind: 'one',
        words: trained,
        options: [option('trained', yes), option('not-trained', no)],
      },
    ],
  }
}

/** What is typed here can name the child or someone else, so that no consultation carries any of it. */
const identifies = true

function questionOf(analysis: Analysis, group: AnalysisGroup, item: AnalysisItem): PackQuestion {
  const { askLimit, seen, words } = analysis
  const { asks = [], descriptions, hint, source, tables = [], title } = item
  const ticks: PackPart[] = descriptions
    ? [
        {
          id: 'fits',
          kind: 'many',
          words: words.fits,
          options: descriptions.map(({ salience: mark, ...description }) => ({
            ...description,
            ...(mark && { hint: words[mark] }),
          })),
        },
      ]
    : []
  const typed: PackPart[] = asks.map((ask) => ({
    ...ask,
    kind: 'text',
    limit: askLimit,
    identifies,
  }))
  const rows: PackPart[] = tables.map((table) => ({ ...table, kind: 'rows', identifies }))
  // What is ticked needs its evidence, and an item with nothing else needs somewhere to write.
  const open = typed.length + rows.length === 0
  return {
    id: analysisId(group, item),
    short: `${item.short} (${group.short})`,
    title,
    why: group.why,
    source,
    ...(hint && { hint }),
    ...(group.notes && { notes: group.notes }),
    parts: [
      ...ticks,
      ...typed,
      ...rows,
      ...(open ? [{ id: 'seen', kind: 'text' as const, ...seen, identifies }] : []),
    ],
  }
}
