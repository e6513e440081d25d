import { notKnown } from './answer.ts'
import { answered, conditions, type Facts, is } from './facts.ts'

const afterAge = ['discussion', 'discussion.lead', 'quality-assurance', 'next', 'decision']

/** What the protocol says at a question because of what has been answered; the words are the pack's. */
const notices = {
  'danger-not-known': (question, facts) => question === 'role' && is(facts, 'danger', notKnown),
  'call-now': (question, facts) =>
    question === 'role' &&
    (is(facts, 'danger.action', 'not-yet') || is(facts, 'danger.action', notKnown)),
  'not-under-18': (question, facts) =>
    afterAge.includes(question) && is(facts, 'age', '18-or-over'),
  'concern-remains': (question, facts) => question === 'next' && conditions.concernRemains(facts),
  unsure: (question, facts) => question === 'next' && conditions.unsure(facts),
  'concern-gone': (question, facts) => question === 'next' && conditions.concernGone(facts),
  'way-not-known': (question, facts) => question === 'consultation' && is(facts, 'next', notKnown),
  'decision-open': (question, facts) =>
    question === 'decision' && !answered(facts, 'still-concerned'),
  'decision-after-concern': (question, facts) =>
    question === 'decision' && (conditions.concernRemains(facts) || conditions.unsure(facts)),
  'decision-in-danger': (question, facts) =>
    question === 'decision' && conditions.inDanger(facts) && is(facts, 'still-concerned', 'no'),
  'decision-not-known': (question, facts) =>
    (question === 'consultation' || question === 'asked') && is(facts, 'decision', notKnown),
} satisfies Record<string, (question: string, facts: Facts) => boolean>

export type NoticeId = keyof typeof notices

export const noticeIds = Object.keys(notices) as NoticeId[]

export const noticesOf = (question: string, facts: Facts): NoticeId[] =>
  noticeIds.filter((id) => notices[id](question, facts))
