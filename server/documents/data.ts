import type { SummaryDocument } from '../protocol.ts'
import { besideOf } from './beside.ts'
import type { CaseView } from './case-view.ts'
import { changesTold } from './changes-section.ts'

/** The version of the shape below: it changes when a reader of an older one would misread it. */
const version = 1

/**
 * A summary as data: every answer by the ids of its pack, and the words as they were written. It is
 * what a later screening of the same child can be laid beside.
 */
export const summaryData = (view: CaseView, document: SummaryDocument) => ({
  format: 'handrail-summary',
  version,
  mode: view.head.mode,
  kind: view.kind,
  preparedAt: new Date(view.at).toISOString(),
  pack: {
    area: view.pack.area.id,
    version: view.pack.area.version,
    digest: view.pack.digest,
  },
  answers: Object.fromEntries(view.answers),
  alerts: view.standing.alerts.map(({ id }) => id),
  suspected: view.standing.alerts.filter(({ suspected }) => suspected).map(({ id }) => id),
  contradictions: view.standing.contradictions,
  changes: changesTold(view).map(({ question, at, parts, withdrawn }) => ({
    question,
    at: new Date(at).toISOString(),
    parts,
    withdrawn: withdrawn.map(({ id }) => id),
  })),
  beside: besideOf(view),
  document,
})
