import { analysisId } from '../content/analysis-questions.ts'
import type { Answer } from '../machines/answer.ts'
import { type CaseRecord, standingAnswer } from '../machines/case-record.ts'
import type { Earlier } from '../machines/earlier.ts'
import { filledIn } from '../machines/prefill.ts'
import { earlierDay } from './earlier-line.ts'
import { fill } from './fill.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { nowHistoric } from './now-historic.ts'

/**
 * What is there to be confirmed or changed at a question that was never answered: a decision already named as the
 * next step, the notes of a call as the advice, the descriptions that what is known amounts to, the actions of an
 * earlier plan, and what an earlier analysis found that is history now.
 */
export function foreseen(
  loaded: LoadedPack,
  question: string,
  record: CaseRecord,
): Answer | undefined {
  if (question === 'decision') return decisionOf(record)
  if (loaded.domainOf(question)) return descriptionsOf(loaded, question, record)
  if (question === 'consultation') return adviceOf(record)
  const { earlier } = record
  if (!earlier) return undefined
  return question === 'earlier.plan'
    ? { rows: planOf(loaded, earlier) }
    : historyOf(loaded, question, earlier)
}

/** practice:known-or-suspected: a section is filled in from what is known already. */
function descriptionsOf(
  { outline }: LoadedPack,
  question: string,
  { snapshot }: CaseRecord,
): Answer | undefined {
  const fits = filledIn(outline, question, snapshot.context.facts)
  return fits.length > 0 ? { fits } : undefined
}

function decisionOf({ snapshot }: CaseRecord): Answer | undefined {
  const [next] = snapshot.context.facts.next ?? []
  const named = ['refer', 'consult', 'not-now'].includes(next ?? '')
  return named && next !== undefined ? { decision: next } : undefined
}

function adviceOf(record: CaseRecord): Answer | undefined {
  const call = standingAnswer(record, 'consultation.call')
  const notes = typeof call === 'object' ? call.notes : undefined
  return typeof notes === 'string' ? { advice: notes } : undefined
}

const planOf = ({ pack }: LoadedPack, { plan }: Earlier) =>
  plan
    .slice(0, pack.again?.plan.limit)
    .map((action) => ({ action: cut(action, pack.again?.plan.action.limit) }))

/** southwark:app3: consequential items, once identified, become historic conditional ones. */
function historyOf({ pack }: LoadedPack, question: string, earlier: Earlier): Answer | undefined {
  const found = nowHistoric(pack, earlier).find(
    ({ group, item }) => analysisId(group, item) === question,
  )
  if (!found || !pack.analysis) return undefined
  const { seen, words } = pack.analysis
  const date = earlierDay(pack, earlier.preparedAt)
  return { seen: cut(fill(words.became, { date, list: found.words.join('; ') }), seen.limit) }
}

const cut = (text: string, limit = 0) => [...text].slice(0, limit).join('')
