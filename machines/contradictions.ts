import type { AgeRange } from './child-age.ts'
import type { Mark } from './outline.ts'

/**
 * Answers that do not fit together. They are pointed out, each with the source of the conflict, and
 * left to the practitioner: nothing is changed, withdrawn or blocked.
 */
const conditions = {
  /** southwark:5 against southwark:app2.8.2. */
  'similar-age-under-13': ({ has, age }) =>
    has('similar-age') && (has('under-13') || age === null || age.from <= 12),
  /** southwark:app2.8.5 against the age given. */
  'under-13-but-older': ({ has, age }) => has('under-13') && age !== null && age.from > 12,
  /** southwark:app2.8.1 and southwark:app2.8.3 against the rows that say otherwise. */
  'active-and-not-active': ({ has }) => has('not-sexually-active') && has('sexually-active'),
  /** southwark:app2.8.2 against southwark:app2.8.5. */
  'equal-and-not-equal': ({ has }) =>
    has('similar-age') &&
    (has('adult-or-wide-age-gap') || has('exchange') || has('not-consensual')),
  /** The first description of a domain beside a later one of the same domain. */
  'settled-beside-concern': ({ settledBeside }) => settledBeside,
  /** practice:known-or-suspected: what was said at first against what is ticked beside it or later. */
  'none-beside-something': ({ has }) => has('none-of-these') && ofThatKind.some(has),
  'ages-disagree': ({ agesDisagree }) => agesDisagree,
  /** southwark:6.1: the judgement is the person's, and an alert stands beside it. */
  'no-concern-but-alert': ({ concernGone, alerted }) => concernGone && alerted,
} satisfies Record<string, (facts: ContradictionFacts) => boolean>

/** What "none of these" denies, wherever else it is ticked. */
const ofThatKind: readonly Mark[] = [
  'sexually-active',
  'suggests-sexual-activity',
  'exchange',
  'images',
  'adult-or-wide-age-gap',
  'violence-or-pressure',
  'not-consensual',
  'made-to-watch',
]

export type ContradictionId = keyof typeof conditions

export const contradictionIds = Object.keys(conditions) as ContradictionId[]

export type ContradictionFacts = {
  has: (mark: Mark) => boolean
  age: AgeRange | null
  agesDisagree: boolean
  settledBeside: boolean
  concernGone: boolean
  alerted: boolean
}

/** The contradictions that stand, in a fixed order. */
export const contradictionsOf = (facts: ContradictionFacts): ContradictionId[] =>
  contradictionIds.filter((id) => conditions[id](facts))
