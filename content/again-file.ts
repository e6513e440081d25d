import { z } from 'zod'
import type { PackQuestion } from './pack.ts'
import { limit, sources, words } from './pack-parts.ts'

const column = z.strictObject({ words, limit })

/** `again.json`, of an area where a screening can be laid beside an earlier one of the same child. */
export const againFile = z.strictObject({
  source: sources,
  /** The question that asks what came of the earlier plan, an action a line. */
  plan: z.strictObject({
    short: words,
    title: words,
    why: words,
    lines: words,
    limit,
    action: column,
    outcome: column,
  }),
  purposes: z.strictObject({ 'new-concern': words, 'child-in-care': words, 'plan-review': words }),
  words: z.strictObject({
    line: words,
    title: words,
    about: words,
    then: words,
    known: words,
    'not-known-now': words,
    'not-screened': words,
    'no-words': words,
    'alerts.came': words,
    'alerts.went': words,
    'alerts.both': words,
    plan: words,
    outcome: words,
    became: words,
  }),
})
export type Again = z.infer<typeof againFile>

export const planQuestion = ({ plan, source }: Again): PackQuestion => ({
  id: 'earlier.plan',
  short: plan.short,
  title: plan.title,
  why: plan.why,
  source,
  parts: [
    {
      id: 'rows',
      kind: 'rows',
      words: plan.lines,
      limit: plan.limit,
      columns: [
        { id: 'action', ...plan.action },
        { id: 'outcome', ...plan.outcome },
      ],
    },
  ],
})
