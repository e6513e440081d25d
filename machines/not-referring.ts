import { type Alert, type AlertId, alertsOf } from './alerts.ts'
import { type AgeRange, ageOfBand } from './child-age.ts'
import { answered, conditions, type Facts, holds } from './facts.ts'
import { marksIn } from './marks.ts'
import { otherPersonKnown } from './other-person.ts'
import type { Outline } from './outline.ts'

/** What a decision not to refer is held against: the alerts that stand, and how old the child may be. */
export type Weighed = { alerts: readonly Alert[]; age: AgeRange | null }

/** The alerts over which nobody is offered not to refer, whatever was advised: southwark:5 and southwark:6.2. */
const never: readonly AlertId[] = [
  'under-13-and-sexually-active',
  'not-consensual',
  'made-to-watch',
]

/**
 * Why "not refer now" is not offered, or `null` where it is. Concern that remains leads to a referral or the MASH
 * (southwark:6.1, 6.5). While an alert stands the MASH is asked first, and who advised what and when is recorded
 * (practice:not-referring); advice from before the alert does not count. Over some alerts it is never offered, nor
 * over any where the child may be under 13: an age that is not known is never read as older.
 */
export function heldBack(
  facts: Facts,
  { alerts, age }: Weighed,
): 'concern' | 'never' | 'advice' | null {
  if (!conditions.concernGone(facts)) return 'concern'
  if (alerts.length === 0) return null
  const mayBeUnder13 = age === null || age.from < 13
  if (mayBeUnder13 || forced(alerts) || alerts.some(({ id }) => never.includes(id))) return 'never'
  const advised = holds(facts, 'consultation', 'recorded') && !answered(facts, 'outrun')
  return advised ? null : 'advice'
}

/** southwark:5: where violence, threats or pressure came with sexual contact, and both are known. */
function forced(alerts: readonly Alert[]): boolean {
  const known = alerts.filter(({ suspected }) => !suspected).map(({ id }) => id)
  return known.includes('violence-or-pressure') && known.some((id) => byAge.includes(id))
}

/** The alerts that say sexual contact with the child is known, each for an age. */
const byAge: readonly AlertId[] = [
  'under-13-and-sexually-active',
  'under-16-and-sexually-active',
  'sixteen-or-seventeen',
  'sexually-active-age-not-known',
]

/** What a decision not to refer is held against by the options chosen alone, as guards see a case. */
export const weighedBy = (outline: Outline, facts: Facts): Weighed => ({
  alerts: alertsIn(outline, facts),
  age: ageOfBand(facts.age?.[0]),
})

/** The alerts that stand by the options chosen alone, as guards see a case; a date of birth is not among those. */
export const alertsIn = (outline: Outline, facts: Facts): Alert[] =>
  alertsOf({
    ticked: marksIn(outline, facts).ticked,
    age: ageOfBand(facts.age?.[0]),
    otherPersonKnown: otherPersonKnown(facts),
  })

/** Whether an alert stands now that did not before, or that was only suspected before. */
export const alertCame = (before: readonly Alert[], now: readonly Alert[]): boolean =>
  now.some(({ id, suspected }) => {
    const then = before.find((one) => one.id === id)
    return !then || (then.suspected && !suspected)
  })
