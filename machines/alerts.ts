import type { AgeRange } from './child-age.ts'
import type { Firmness, Ticked } from './marks.ts'
import type { Mark } from './outline.ts'

/** An alert that stands; where what it rests on is only suspected or pointed to, its words say "if". */
export type Alert = { id: AlertId; suspected: boolean }

/** `otherPerson` is open where nobody has said who the other person is. */
type Case = { ticked: Ticked; age: AgeRange | null; otherPersonKnown: boolean }

type Condition = {
  /** How firm the alert is in a case, or `null` where it does not stand. */
  of: (one: Case) => Firmness | null
  /** Whether it can rest on what is only suspected, and so needs words that say "if". */
  canBeSuspected: boolean
}

const on = (mark: Mark): Condition => ({
  of: ({ ticked }) => ticked.get(mark) ?? null,
  canBeSuspected: true,
})

/** For a mark that no option carries as a suspicion. */
const onKnown = (mark: Mark): Condition => ({ ...on(mark), canBeSuspected: false })

const onActivity = (of: Condition['of']): Condition => ({ of, canBeSuspected: true })

/**
 * Named alerts: what a single fact, or a fact and the child's age, calls for whatever else is said. Each is a
 * condition on marks; its words, source and consequence are in the pack.
 */
const conditions = {
  /** southwark:5 and southwark:app2.8.5: under 13 there is no consent in law. */
  'under-13-and-sexually-active': onActivity((one) =>
    one.ticked.has('under-13') ? 'known' : lies(one.age, 0, 12) ? activity(one.ticked) : null,
  ),
  /** southwark:5: sexual activity with a child under 16 is an offence. */
  'under-16-and-sexually-active': onActivity((one) => olderActivity(one, 13, 15)),
  /** southwark:5: at 16 or 17 harm may be there with or without an offence. */
  'sixteen-or-seventeen': onActivity((one) => olderActivity(one, 16, 17)),
  /** southwark:5: age decides what the law says, so one that is open is read as each age it may be. */
  'sexually-active-age-not-known': onActivity((one) =>
    one.ticked.has('under-13') || !spansBands(one.age) ? null : activity(one.ticked),
  ),
  /** southwark:5 and since.json: at 16 or 17 some roles make it an offence. */
  'position-of-trust': onActivity((one) => {
    if (!mayBeOlder(one.age) || one.ticked.has('under-13') || !activity(one.ticked)) return null
    return one.ticked.get('may-hold-trust') ?? (one.otherPersonKnown ? null : 'suspected')
  }),
  /** southwark:5 and southwark:app2.8.5. */
  'not-consensual': onKnown('not-consensual'),
  /** southwark:app2.8.5. */
  'made-to-watch': onKnown('made-to-watch'),
  /** southwark:2.1 and southwark:app2.8.5. */
  exchange: on('exchange'),
  /** southwark:3.4 and southwark:app2.8.5. */
  'adult-or-wide-age-gap': on('adult-or-wide-age-gap'),
  /** southwark:3.7. */
  images: on('images'),
  /** southwark:5. */
  'violence-or-pressure': on('violence-or-pressure'),
  /** southwark:app2.11.5. */
  'meeting-unknown': onKnown('meeting-unknown'),
  /** southwark:app2.9.5. */
  'serious-self-harm': onKnown('serious-self-harm'),
  /** southwark:app2.10.5. */
  'controlling-or-violent': onKnown('controlling-or-violent'),
} satisfies Record<string, Condition>

export type AlertId = keyof typeof conditions

export const alertIds = Object.keys(conditions) as AlertId[]

/** The alerts that need words for what is only suspected. */
export const suspectedIds = alertIds.filter((id) => conditions[id].canBeSuspected)

/** The alerts that stand, in a fixed order that ranks nothing. */
export function alertsOf(one: Case): Alert[] {
  return alertIds.flatMap((id) => {
    const firmness = conditions[id].of(one)
    return firmness ? [{ id, suspected: firmness === 'suspected' }] : []
  })
}

/** Facts that point to sexual activity without saying that there was any. */
const pointing: readonly Mark[] = ['suggests-sexual-activity', 'made-to-watch']

/** How firmly sexual activity with the child is said: known, suspected or pointed to, or not at all. */
export function activity(ticked: Ticked): Firmness | null {
  const said = ticked.get('sexually-active')
  if (said === 'known') return said
  return said || pointing.some((mark) => ticked.has(mark)) ? 'suspected' : null
}

/** Whether the child may be 16 or 17; an age that is not known may be any. */
export const mayBeOlder = (age: AgeRange | null): boolean =>
  age === null || (age.from <= 17 && age.to >= 16)

const olderActivity = ({ age, ticked }: Case, from: number, to: number): Firmness | null =>
  !ticked.has('under-13') && lies(age, from, to) ? activity(ticked) : null

const lies = (age: AgeRange | null, from: number, to: number) =>
  age !== null && age.from >= from && age.to <= to

/** Whether the law may be that of more than one age under 18. */
const spansBands = (age: AgeRange | null) =>
  age === null ||
  (age.from < 18 && ![12, 15, 17].some((last, place) => lies(age, [0, 13, 16][place] ?? 0, last)))
