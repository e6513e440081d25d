import type { AnalysisGroup, AnalysisItem } from '../content/analysis-file.ts'
import { analysisId } from '../content/analysis-questions.ts'
import type { Pack } from '../content/pack.ts'
import { notKnown } from '../machines/answer.ts'
import type { Earlier } from '../machines/earlier.ts'

type Historic = { group: AnalysisGroup; item: AnalysisItem; words: string[] }

/** What an earlier analysis found that belongs to another part now: each with that part's item, in words. */
export const nowHistoric = ({ analysis }: Pack, { ticked }: Earlier): Historic[] =>
  (analysis?.groups ?? []).flatMap((then) => {
    const group = analysis?.groups.find(({ id }) => id === then.becomes)
    if (!group) return []
    return group.items.flatMap((item): Historic[] => {
      const found = ticked.find(({ question }) => question === analysisId(then, item))
      if (!found || found.options === notKnown) return []
      const described = then.items.find(({ id }) => id === item.id)?.descriptions ?? []
      const words = found.options
        .filter(({ id }) => id !== 'none')
        .map(({ id, words: were }) => described.find((one) => one.id === id)?.words ?? were ?? id)
      return words.length > 0 ? [{ group, item, words }] : []
    })
  })
