import type { AgeRange } from './child-age.ts'
import type { Mark } from './outline.ts'

/**
 * Named alerts: what a single description, or a description and the child's age, calls for whatever
 * else is ticked. Each is a condition on marks; its words, source and consequence are in the pack.
 */
const conditions = {
  /** southwark:5 and southwark:app2.8.5: under 13 there is no consent in law. */
  'under-13-and-sexually-active': ({ has, within }) =>
    has('under-13') || (has('sexually-active') && within(0, 12)),
  /** southwark:5: sexual activity with a child under 16 is an offence. */
  'under-16-and-sexually-active': ({ has, within }) =>
    has('sexually-active') && !has('under-13') && within(13, 15),
  /** southwark:5: at 16 or 17, an offence where the other holds trust or authority; harm may be there without one. */
  'sixteen-or-seventeen': ({ has, within }) =>
    has('sexually-active') && !has('under-13') && within(16, 17),
  /** southwark:5: age decides what the law says, so its absence is an alert of its own and never reads as older. */
  'sexually-active-age-not-known': ({ has, ageKnown }) =>
    has('sexually-active') && !has('under-13') && !ageKnown,
  /** southwark:5 and southwark:app2.8.5. */
  'not-consensual': ({ has }) => has('not-consensual'),
  /** southwark:2.1 and southwark:app2.8.5. */
  exchange: ({ has }) => has('exchange'),
  /** southwark:3.4 and southwark:app2.8.5. */
  'adult-or-wide-age-gap': ({ has }) => has('adult-or-wide-age-gap'),
  /** southwark:app2.11.5. */
  'meeting-unknown': ({ has }) => has('meeting-unknown'),
  /** southwark:app2.9.5. */
  'serious-self-harm': ({ has }) => has('serious-self-harm'),
  /** southwark:app2.10.5. */
  'controlling-or-violent': ({ has }) => has('controlling-or-violent'),
} satisfies Record<string, (view: Facts) => boolean>

export type AlertId = keyof typeof conditions

export const alertIds = Object.keys(conditions) as AlertId[]

type Facts = {
  has: (mark: Mark) => boolean
  /** Whether the child may be between these ages; an unknown age is within none. */
  within: (from: number, to: number) => boolean
  ageKnown: boolean
}

/** The alerts that stand, in a fixed order that ranks nothing. */
export function alertsOf(ticked: ReadonlySet<Mark>, age: AgeRange | null): AlertId[] {
  const facts: Facts = {
    has: (mark) => ticked.has(mark),
    within: (from, to) => age !== null && age.from <= to && age.to >= from,
    ageKnown: age !== null,
  }
  return alertIds.filter((id) => conditions[id](facts))
}
