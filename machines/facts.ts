import { notKnown } from './answer.ts'
import type { Outline } from './outline.ts'
import type { NamedOption, NamedQuestion } from './route-options.ts'

/** What guards know of the answers: the option ids chosen for each question, and no words. */
export type Facts = Readonly<Record<string, readonly string[] | undefined>>

/** What a case comes to beside its answers: `outrun` once an alert came after the MASH's advice. */
const kept = ['screening', 'checked', 'earlier', 'outrun']

/**
 * Nothing answered yet. Every question has its place from the start, so that facts have one shape
 * however many answers there are, and copying them costs the same at the end as at the beginning.
 */
export const noFacts = (outline: Outline): Facts =>
  Object.fromEntries([...Object.keys(outline.questions), ...kept].map((id) => [id, undefined]))

/** Whether a question was answered with this option, which is declared, and so is one that every pack has. */
export const is = <Question extends NamedQuestion>(
  facts: Facts,
  question: Question,
  option: NamedOption<Question> | typeof notKnown,
) => holds(facts, question, option)

/** Whether the facts of a question hold this one, where the pack or the answer itself says which. */
export const holds = (facts: Facts, question: string, fact: string) =>
  facts[question]?.includes(fact) ?? false

/** Whether the pack of this case has the question at all: one written before it was thought of does not. */
export const held = (facts: Facts, question: string) => question in facts

/** Whether a question has an answer, "not known" included. */
export const answered = (facts: Facts, question: string) => facts[question] !== undefined

/** The named conditions of the route. Each is a guard of the same name. */
export const conditions = {
  inDanger: (facts) => is(facts, 'danger', 'yes'),
  /** southwark:6.6 */
  police: (facts) => is(facts, 'role', 'police'),
  /** southwark:6.3, 7.7 */
  socialWorker: (facts) => is(facts, 'role', 'social-worker'),
  /** southwark:6.2: any individual may go to the MASH, with no manager, tool or form of their own. */
  public: (facts) => is(facts, 'role', 'public'),
  /** southwark:6.1: a lead who is the user still needs a second mind. */
  lead: (facts) => is(facts, 'role', 'lead'),
  talked: (facts) => is(facts, 'discussion', 'yes') || is(facts, 'discussion.lead', 'yes'),
  notTalkedYet: (facts) =>
    is(facts, 'discussion', 'not-yet') || is(facts, 'discussion.lead', 'not-yet'),
  talkedNow: (facts) => is(facts, 'discussion.later', 'done-now'),
  /** practice:difference */
  differs: (facts) => is(facts, 'discussion.record', 'differ'),
  /** southwark:6.1: the other person's concern is one that remains after discussion. */
  theirConcern: (facts) => is(facts, 'disagreement', 'theirs'),
  /**
   * southwark:6.1: "not refer now" is open only to someone who has said that no concern remains, and
   * never while they say that someone is in danger, or that the person they talked to is concerned.
   */
  concernGone: (facts) =>
    is(facts, 'still-concerned', 'no') &&
    !is(facts, 'danger', 'yes') &&
    !is(facts, 'disagreement', 'theirs'),
  /** southwark:6.1: concern, or likelihood, remains, so a referral follows. */
  concernRemains: (facts) => is(facts, 'still-concerned', 'yes'),
  /** southwark:6.5: unsure, so the duty social worker in the MASH is asked. */
  unsure: (facts) =>
    is(facts, 'still-concerned', 'unsure') || is(facts, 'still-concerned', notKnown),
  /** southwark:6.5: not knowing which way to go is being unsure too. */
  consulting: (facts) =>
    (is(facts, 'next', 'consult') || is(facts, 'next', notKnown)) &&
    !answered(facts, 'consultation'),
  /** Advice has come, so what to do next is a new question. */
  advised: (facts) =>
    is(facts, 'consultation', 'advised') &&
    (is(facts, 'next', 'consult') || is(facts, 'next', notKnown)),
  /** southwark:7.4: what is to happen about it is asked, and then what comes next is a new question. */
  notTakenOn: (facts) => is(facts, 'next', 'not-taken-on') && !answered(facts, 'not-taken-on'),
  screening: (facts) => is(facts, 'next', 'screen'),
  /** southwark:6.1 and 6.2: with this chosen, nothing still unasked stands before the referral. */
  referring: (facts) => is(facts, 'next', 'refer'),
  /** southwark:6.4 speaks of the form that practitioners send, so nobody else is asked for consent. */
  publicReferring: (facts) => is(facts, 'role', 'public') && is(facts, 'next', 'refer'),
  /**
   * southwark:app2.end and 6.4: the plan, consent and the manager come before the check of whoever screens or
   * refers as a practitioner.
   */
  finishing: (facts) =>
    is(facts, 'role', 'social-worker') || is(facts, 'next', 'screen') || is(facts, 'next', 'refer'),
  screeningLeft: (facts) => answered(facts, 'screening'),
  /** southwark:7.12 */
  lookedAfter: (facts) =>
    (['here', 'elsewhere', 'place-not-known'] as const).some((where) =>
      is(facts, 'looked-after', where),
    ),
  /** southwark:7.9 */
  placedElsewhere: (facts) => is(facts, 'looked-after', 'elsewhere'),
  /** southwark:7.12: a decision not to tell the parents is recorded. */
  parentsNotTold: (facts) => is(facts, 'placement.parents', 'not-told'),
  /** southwark:7.2: several children or several suspects. */
  complex: (facts) =>
    (['children', 'suspects', 'both'] as const).some((involved) => is(facts, 'complex', involved)),
  consentGiven: (facts) => is(facts, 'consent', 'given'),
  consentRefused: (facts) => is(facts, 'consent', 'refused'),
  /** southwark:6.4: going ahead without consent needs its reason; so does not saying what the way forward is. */
  overriding: (facts) =>
    !is(facts, 'role', 'police') &&
    (!answered(facts, 'consent.way') ||
      is(facts, 'consent.way', 'override') ||
      is(facts, 'consent.way', notKnown)),
  /** southwark:6.6 has a police officer record it straight away, so what 6.4 asks of a form is not asked of them. */
  consentReasonAsked: (facts) =>
    !is(facts, 'role', 'police') &&
    (is(facts, 'consent', 'not-sought') || is(facts, 'consent', notKnown)),
  decided: (facts) => answered(facts, 'decision'),
  decidedToRefer: (facts) => is(facts, 'decision', 'refer'),
  decidedNotNow: (facts) => is(facts, 'decision', 'not-now'),
  /** southwark:6.5: an undecided person consults. */
  decidedToConsult: (facts) => is(facts, 'decision', 'consult') || is(facts, 'decision', notKnown),
  consultationStillToRecord: (facts) =>
    (is(facts, 'decision', 'consult') || is(facts, 'decision', notKnown)) &&
    !answered(facts, 'consultation'),
  /** An earlier summary was laid beside this one, and it had a plan. */
  earlierPlan: (facts) => holds(facts, 'earlier', 'planned'),
  reasonsNotKnown: (facts) => holds(facts, 'not-now', notKnown),
} satisfies Record<string, (facts: Facts) => boolean>

export type Condition = keyof typeof conditions

/** What the person decided; `null` while they have not. */
export type Decision = 'refer' | 'consult' | 'not-now'

export function decisionOf(facts: Facts): Decision | null {
  if (conditions.decidedToRefer(facts)) return 'refer'
  if (conditions.decidedNotNow(facts)) return 'not-now'
  return conditions.decidedToConsult(facts) ? 'consult' : null
}
