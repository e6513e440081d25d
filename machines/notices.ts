import { notKnown } from './answer.ts'
import { answered, conditions, type Facts, holds, is } from './facts.ts'
import { heldBack, type Weighed } from './not-referring.ts'
import type { Outline } from './outline.ts'
import type { Standing } from './standing.ts'

const afterAge = ['known', 'discussion', 'discussion.lead', 'quality-assurance', 'next', 'decision']

/** Where the choice not to refer would stand. */
const choosing = ['next', 'decision']

type Noticing = (question: string, facts: Facts, outline: Outline, weighed: Weighed) => boolean

/** What the protocol says at a question because of what has been answered; the words are the pack's. */
const notices = {
  'danger-not-known': (question, facts) => question === 'role' && is(facts, 'danger', notKnown),
  'call-now': (question, facts) =>
    question === 'role' &&
    (is(facts, 'danger.action', 'not-yet') || is(facts, 'danger.action', notKnown)),
  'not-under-18': (question, facts) =>
    afterAge.includes(question) && is(facts, 'age', '18-or-over'),
  'own-concern': (question, facts) =>
    question === 'still-concerned' && is(facts, 'disagreement', 'mine'),
  'their-concern': (question, facts) =>
    (question === 'next' || question === 'decision') &&
    conditions.theirConcern(facts) &&
    is(facts, 'still-concerned', 'no'),
  'concern-remains': (question, facts) => question === 'next' && conditions.concernRemains(facts),
  unsure: (question, facts) => question === 'next' && conditions.unsure(facts),
  'concern-gone': (question, facts, _, weighed) =>
    question === 'next' && heldBack(facts, weighed) === null,
  'after-not-taken-on': (question, facts) => question === 'next' && answered(facts, 'not-taken-on'),
  'way-not-known': (question, facts) => question === 'consultation' && is(facts, 'next', notKnown),
  'placed-elsewhere': (question, facts) =>
    question === 'placement.children' && conditions.placedElsewhere(facts),
  'no-referral-to-mase': (question, facts) =>
    question === 'actions' && conditions.socialWorker(facts),
  'families-and-the-list': (question, facts) =>
    question === 'consent' && conditions.socialWorker(facts),
  'consent-of-police': (question, facts) => question === 'consent' && conditions.police(facts),
  'consent-still-open': (question, facts) =>
    question === 'decision' &&
    !conditions.police(facts) &&
    conditions.consentRefused(facts) &&
    !(conditions.overriding(facts) && holds(facts, 'consent.reason', 'given')),
  'tool-must-be-complete': (question, facts, { domains }) =>
    question === 'decision' &&
    conditions.socialWorker(facts) &&
    domains.some(({ questions }) => questions.some((asked) => !answered(facts, asked))),
  'reply-to-open-case': (question, facts) => question === 'asked' && conditions.socialWorker(facts),
  'decision-open': (question, facts) =>
    question === 'decision' && !answered(facts, 'still-concerned'),
  'decision-after-concern': (question, facts) =>
    question === 'decision' && (conditions.concernRemains(facts) || conditions.unsure(facts)),
  'decision-in-danger': (question, facts) =>
    question === 'decision' && conditions.inDanger(facts) && is(facts, 'still-concerned', 'no'),
  'concern-after-alert': (question, facts, _, { alerts }) =>
    question === 'still-concerned' && alerts.length > 0 && !answered(facts, 'still-concerned'),
  'advice-before-not-now': (question, facts, _, weighed) =>
    choosing.includes(question) && heldBack(facts, weighed) === 'advice',
  'never-not-now': (question, facts, _, weighed) =>
    choosing.includes(question) && heldBack(facts, weighed) === 'never',
  'decision-not-known': (question, facts) =>
    (question === 'consultation' || question === 'asked') && is(facts, 'decision', notKnown),
  /** practice:adult-safeguarding */
  'adult-route': (question, facts) => afterAge.includes(question) && is(facts, 'age', '18-or-over'),
} satisfies Record<string, Noticing>

export type NoticeId = keyof typeof notices

export const noticeIds = Object.keys(notices) as NoticeId[]

/** @param standing the facts of a case and the alerts that stand today */
export const noticesOf = (
  question: string,
  { facts, alerts, age }: Pick<Standing, 'facts' | 'alerts' | 'age'>,
  outline: Outline,
): NoticeId[] =>
  noticeIds.filter((id) => (notices[id] as Noticing)(question, facts, outline, { alerts, age }))
