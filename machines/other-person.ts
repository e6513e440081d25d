import { activity, mayBeOlder } from './alerts.ts'
import { notKnown } from './answer.ts'
import { ageOfBand } from './child-age.ts'
import { answered, type Facts, holds } from './facts.ts'
import { marksIn } from './marks.ts'
import type { Outline } from './outline.ts'

/** Whether somebody has said who the other person is. */
export const otherPersonKnown = (facts: Facts): boolean =>
  answered(facts, 'other-person') && !holds(facts, 'other-person', notKnown)

/**
 * Whether it matters to the law who the other person is: southwark:5 makes it an offence at 16 or 17 where they hold
 * trust or authority.
 */
export const otherPersonMatters = (outline: Outline, facts: Facts): boolean =>
  mayBeOlder(ageOfBand(facts.age?.[0])) && activity(marksIn(outline, facts).ticked) !== null
