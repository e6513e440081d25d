import type { notKnown } from './answer.ts'

/** Why a child is screened again: southwark:app2, which is for a new concern, for care and for each plan review. */
export const purposes = ['new-concern', 'child-in-care', 'plan-review'] as const
export type Purpose = (typeof purposes)[number]

/** An option as an earlier summary has it; its words are for when the pack has it no longer. */
type TickedThen = { id: string; words?: string | undefined }

/**
 * What is taken from an earlier summary of the same child, which the person kept: what was ticked of each
 * question, the alerts that stood, and the plan, an action a line.
 */
export type Earlier = {
  purpose: Purpose
  /** When the earlier summary was prepared, `2026-05-03T14:00:00.000Z`. */
  preparedAt: string
  ticked: readonly {
    question: string
    name: string
    options: readonly TickedThen[] | typeof notKnown
  }[]
  alerts: readonly TickedThen[]
  plan: readonly string[]
}
