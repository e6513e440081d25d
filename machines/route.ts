import { assign, setup } from 'xstate'
import { notKnown } from './answer.ts'
import { doubted, recorded, reopened, weighed, without } from './consequences.ts'
import {
  answered,
  type Condition,
  conditions,
  type Facts,
  held,
  holds,
  is,
  noFacts,
} from './facts.ts'
import { offeredOptions } from './offered.ts'
import { otherPersonMatters } from './other-person.ts'
import { type DomainOutline, moreOf, type Outline } from './outline.ts'
import { passedOver } from './passed-over.ts'
import { asksMore, questionsOf } from './screening.ts'

/** The facts are all a guard needs of the answers. `revisiting` holds the walk at one question; `domain` is the one open on the desk. */
export type RouteContext = {
  outline: Outline
  facts: Facts
  revisiting: string | null
  domain: string | null
}

export type RouteEvent =
  | { type: 'question.answered'; question: string; facts: readonly string[] }
  | { type: 'answer.kept'; question: string }
  | { type: 'question.revisited'; question: string }
  | { type: 'danger.raised' }
  | { type: 'referral.chosen' }
  | { type: 'overview.opened' }
  | { type: 'domain.chosen'; domain: string }
  | { type: 'screening.left' }
  | { type: 'answers.checked' }
  | { type: 'earlier.given'; planned: boolean }

/** What a state waits for: the answer to a question, or the person's choice of where to go. */
export type Wait =
  | { waits: 'question'; question: string }
  | { waits: 'overview' | 'checking' | 'leaving' }

/** The name of the state that waits for a question: `consent.given` waits in `askingConsentGiven`. */
export const stateOf = (question: string) => `asking${pascal(question)}`

const domainState = (domain: string) => `domain${pascal(domain)}`

const pascal = (id: string) =>
  id
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/**
 * `part` is open where that part of the structured analysis was chosen, `other` where it matters who the other person
 * is and nobody has asked yet.
 */
type Way = {
  target: string
  when?: Condition
  more?: boolean
  other?: boolean
  part?: string
  forget?: readonly string[]
}
type Passing = Omit<Way, 'target' | 'forget'> & { question: string; strict: boolean }

const route = setup({
  types: {
    context: {} as RouteContext,
    events: {} as RouteEvent,
    meta: {} as Wait,
  },
  guards: {
    holds: ({ context }, { when }: { when: Condition }) => conditions[when](context.facts),
    passes: (
      { context: { facts, outline, revisiting } },
      { question, strict, when, more, other, part }: Passing,
    ) =>
      revisiting !== question &&
      (!held(facts, question) ||
        answered(facts, question) ||
        (!strict && conditions.referring(facts))) &&
      (!when || conditions[when](facts)) &&
      (!part || holds(facts, 'analysis', part)) &&
      (!more || asksMore(outline, question, facts)) &&
      (!other || asksOther(outline, facts)),
    answersIt: ({ context: { facts, outline }, event }, { question }: { question: string }) =>
      answers(outline, facts, event, question),
    /** An alert comes with it to somebody who said that no concern remains. */
    raisesDoubt: ({ context: { facts, outline }, event }, { question }: { question: string }) =>
      event.type === 'question.answered' &&
      is(facts, 'still-concerned', 'no') &&
      answers(outline, facts, event, question) &&
      doubted(outline, facts, recorded(facts, question, event.facts)),
    canRevisit: ({ context: { facts }, event }, { question }: { question: string }) =>
      event.type === 'question.revisited' &&
      event.question === question &&
      (answered(facts, question) ||
        (conditions.referring(facts) && passedOver(facts).includes(question))),
    choosesDomain: ({ context, event }, { domain }: { domain: string }) =>
      event.type === 'domain.chosen' &&
      event.domain === domain &&
      answered(context.facts, 'role') &&
      !conditions.public(context.facts),
    onDesk: ({ context }, { domain }: { domain: string }) => context.domain === domain,
    untouched: ({ context }, { questions }: { questions: readonly string[] }) =>
      questions.every((question) => !answered(context.facts, question)),
    dangerCanBeRaised: ({ context: { facts } }) =>
      answered(facts, 'danger') &&
      (!conditions.inDanger(facts) || answered(facts, 'danger.action')),
    revisits: (
      { context: { facts, outline, revisiting }, event },
      { question }: { question: string },
    ) => revisiting === question && answers(outline, facts, event, question),
    screeningCanBeOpened: ({ context: { facts } }) =>
      (answered(facts, 'age') || conditions.referring(facts)) && !conditions.public(facts),
    screensAgain: ({ context }) => againIn(context.outline),
    referralCanBeChosen: ({ context: { facts } }) =>
      answered(facts, 'role') && !conditions.referring(facts),
  },
  actions: {
    record: assign(({ context: { facts, outline }, event }) => {
      if (event.type !== 'question.answered') return { revisiting: null }
      const after = recorded(facts, event.question, event.facts)
      return { revisiting: null, facts: weighed(outline, event.question, facts, after) }
    }),
    revisit: assign(({ event }) =>
      event.type === 'question.revisited' ? { revisiting: event.question } : {},
    ),
    raiseDanger: assign(({ context }) => ({
      facts: { ...reopened(without(context.facts, ['danger.action'])), danger: ['yes'] },
      revisiting: null,
    })),
    chooseReferral: assign(({ context }) => ({
      facts: { ...reopened(context.facts), next: ['refer'] },
      revisiting: null,
    })),
    openOverview: assign(({ context }) => ({
      facts: screeningAgain(context.facts),
      revisiting: null,
    })),
    openDomain: assign(({ context: { facts, outline }, event }) => {
      const chosen = event.type === 'domain.chosen' ? event.domain : null
      const domain = outline.domains.find(({ id }) => id === chosen)
      const asked = domain ? questionsOf(outline, domain, facts) : []
      // A section with nothing left to ask is opened again at its first question.
      const done = asked.every((question) => answered(facts, question))
      return { facts: screeningAgain(facts), revisiting: done ? (asked[0] ?? null) : null }
    }),
    leaveScreening: assign(({ context }) => ({ facts: { ...context.facts, screening: ['left'] } })),
    check: assign(({ context }) => ({ facts: { ...context.facts, checked: ['yes'] } })),
    layBeside: assign(({ context, event }) => ({
      facts: {
        ...reopened(without(context.facts, ['earlier.plan'])),
        earlier: [event.type === 'earlier.given' && event.planned ? 'planned' : 'given'],
      },
      revisiting: null,
    })),
    putOnDesk: assign((_, { domain }: { domain: string | null }) => ({ domain })),
    forget: assign(({ context }, { questions }: { questions: readonly string[] }) => ({
      facts: without(context.facts, questions),
    })),
  },
})

/** Whether an event answers this question with what is offered now, or lets its answer stand. */
function answers(outline: Outline, facts: Facts, event: RouteEvent, question: string): boolean {
  if (event.type === 'answer.kept') return event.question === question && answered(facts, question)
  if (event.type !== 'question.answered' || event.question !== question) return false
  const known = [...offeredOptions(outline, question, facts), 'given', 'recorded', notKnown]
  return event.facts.length > 0 && event.facts.every((fact) => known.includes(fact))
}

const asksOther = (outline: Outline, facts: Facts) =>
  held(facts, 'other-person') &&
  !answered(facts, 'other-person') &&
  otherPersonMatters(outline, facts)

/** To open the screening again is to say that it comes next, and that check and decision wait. */
function screeningAgain(facts: Facts): Facts {
  const open = reopened(without(facts, ['screening']))
  return answered(facts, 'next') ? { ...open, next: ['screen'] } : open
}

/** A state that waits for one question and, once that passes, goes the first way that is open. */
function ask(question: string, ways: readonly Way[], { strict = true, more = false } = {}) {
  // A revisited question, and one whose answer has concern asked about again, is left by walking again from the
  // start, so that nothing it opened is passed by.
  const answering = [
    {
      guard: { type: 'revisits', params: { question } },
      actions: 'record',
      target: '#askingDanger',
    },
    {
      guard: { type: 'raisesDoubt', params: { question } },
      actions: 'record',
      target: '#askingDanger',
    },
    { guard: { type: 'answersIt', params: { question } }, actions: 'record' },
  ] as const
  const toMore: Way[] = more ? [{ target: stateOf(moreOf(question)), more }] : []
  const config = route.createStateConfig({
    id: stateOf(question),
    meta: { waits: 'question', question },
    on: { 'question.answered': answering, 'answer.kept': answering },
    always: [...toMore, ...ways].map(({ target, forget, ...way }) => ({
      guard: { type: 'passes', params: { question, strict, ...way } } as const,
      target: `#${target}`,
      ...(forget && { actions: { type: 'forget', params: { questions: forget } } as const }),
    })),
  })
  return { [stateOf(question)]: config }
}

const to = (question: string, when?: Condition): Way => ({
  target: stateOf(question),
  ...(when && { when }),
})

/** Passed over by someone who refers with what they have. */
const passable = { strict: false }

/**
 * southwark:app2.end: it is the screening that is taken to a manager, so whoever neither screens nor refers has
 * nothing to take.
 */
const toManager: Way[] = [to('manager', 'finishing'), { target: 'checking' }]

/** Who the other person is, where the law turns on it: asked once, wherever that first shows. */
const toOther: Way = { ...to('other-person'), other: true }

/** Whoever the protocol asks to talk it over first is asked about that; the others choose their way on. */
const toOthersView: Way[] = [
  to('next', 'police'),
  to('next', 'public'),
  to('quality-assurance', 'socialWorker'),
  to('discussion.lead', 'lead'),
  to('discussion'),
]

/** One domain of the instrument: its questions and follow-ups, then the domain after it or the overview. */
function domainStates(outline: Outline, domain: DomainOutline, following?: DomainOutline) {
  const done = `${domainState(domain.id)}Done`
  const questions = domain.questions.map((question, index) => {
    const next = domain.questions[index + 1]
    const onward = [toOther, next ? to(next) : { target: done }]
    if (!outline.questions[moreOf(question)]) return ask(question, onward)
    return { ...ask(question, onward, { more: true }), ...ask(moreOf(question), onward) }
  })
  const ahead = following && [
    {
      guard: { type: 'untouched', params: { questions: following.questions } } as const,
      target: `#${domainState(following.id)}`,
    },
  ]
  const config = route.createStateConfig({
    id: domainState(domain.id),
    entry: { type: 'putOnDesk', params: { domain: domain.id } },
    initial: stateOf(domain.questions[0] ?? ''),
    states: {
      ...Object.assign({}, ...questions),
      done: {
        id: done,
        always: [...(ahead ?? []), { target: '#overview' }],
      },
    },
  })
  return { [domainState(domain.id)]: config }
}

/** southwark:7.13: it is for practitioners of statutory safeguarding, who may take it or leave it. */
const toAnalysis = ({ analysis }: Outline): Way[] =>
  analysis.length > 0 ? [to('analysis', 'socialWorker')] : []

/** What came of an earlier plan is asked before the next one is made. */
const toPlan = (outline: Outline): Way[] => [
  ...(againIn(outline) ? [to('earlier.plan', 'earlierPlan')] : []),
  to('actions'),
]

/** Whether a screening can be laid beside an earlier one. */
const againIn = ({ questions }: Outline) => questions['earlier.plan'] !== undefined

/** The structured analysis: which of its parts, then the questions of each part that was chosen. */
function analysisStates({ analysis }: Outline, onward: readonly Way[]) {
  const from = (index: number): Way[] => [
    ...analysis
      .slice(index)
      .map(({ id, questions }): Way => ({ target: stateOf(questions[0] ?? ''), part: id })),
    ...onward,
  ]
  const questions = analysis.flatMap((part, index) =>
    part.questions.map((question, place) => {
      const next = part.questions[place + 1]
      return ask(question, next ? [to(next)] : from(index + 1), passable)
    }),
  )
  const chosen = analysis.length > 0 ? ask('analysis', from(0), passable) : {}
  return Object.assign({}, chosen, ...questions)
}

/**
 * The route of southwark:6 and 7 with the screening tool of appendix 2, as one machine built from a
 * pack's wordless outline.
 *
 * A waiting state passes as soon as its question has an answer, or where its pack holds no such question,
 * so a walk from the start always ends at the first question that stands open. Changing an answer, raising danger and leaving the
 * screening are therefore one movement: change the facts and walk again.
 */
export function createRoute(outline: Outline) {
  const referral = {
    'referral.chosen': {
      guard: 'referralCanBeChosen',
      actions: 'chooseReferral',
      target: '#askingDanger',
    },
  } as const
  const domains = outline.domains.map((domain, index) =>
    domainStates(outline, domain, outline.domains[index + 1]),
  )

  const planning = [...toAnalysis(outline), ...toPlan(outline)]

  const { states } = route.createStateConfig({
    initial: 'opening',
    states: {
      opening: {
        initial: 'askingDanger',
        on: referral,
        states: {
          ...ask('danger', [to('danger.action', 'inDanger'), to('role')]),
          ...ask('danger.action', [to('role')]),
          ...ask('role', [to('practitioner')]),
          ...ask('practitioner', [to('police.record', 'police'), to('concern')], passable),
          ...ask('police.record', [to('concern')], passable),
          ...ask('concern', [to('age')], passable),
          ...ask('age', [to('known')], { strict: outline.questions.known !== undefined }),
          ...ask('known', [toOther, ...toOthersView]),
          // It can come in the middle of a section, so the walk begins again and passes nothing by.
          ...ask('other-person', [to('danger')]),
        },
      },
      discussing: {
        initial: 'askingDiscussion',
        on: referral,
        states: {
          ...ask(
            'quality-assurance',
            [to('consent', 'referring'), { target: 'screening' }],
            passable,
          ),
          ...ask(
            'discussion',
            [
              to('discussion.record', 'talked'),
              to('discussion.later', 'notTalkedYet'),
              to('still-concerned'),
            ],
            passable,
          ),
          ...ask(
            'discussion.lead',
            [
              to('discussion.record', 'talked'),
              to('discussion.later', 'notTalkedYet'),
              to('still-concerned'),
            ],
            passable,
          ),
          ...ask(
            'discussion.later',
            [to('discussion.record', 'talkedNow'), to('still-concerned')],
            passable,
          ),
          ...ask(
            'discussion.record',
            [to('disagreement', 'differs'), to('still-concerned')],
            passable,
          ),
          ...ask('disagreement', [to('still-concerned')], passable),
          ...ask('still-concerned', [to('next')], passable),
        },
      },
      choosing: {
        initial: 'askingNext',
        on: referral,
        states: {
          ...ask('next', [
            to('consultation.call', 'consulting'),
            to('not-taken-on', 'notTakenOn'),
            { target: 'checking', when: 'publicReferring' },
            to('consent', 'referring'),
            { target: 'screening', when: 'screening' },
            // southwark:6.4 and practice:consent-refused: a refusal has its way forward, whatever is decided after it.
            to('consent.way', 'consentRefused'),
            { target: 'checking' },
          ]),
          ...ask('consultation.call', [to('consultation')]),
          ...ask('consultation', [
            to('asked', 'decided'),
            { ...to('next', 'advised'), forget: ['next'] },
            to('danger'),
          ]),
          ...ask('not-taken-on', [{ ...to('next'), forget: ['next'] }]),
        },
      },
      screening: {
        id: 'screening',
        initial: 'arriving',
        on: referral,
        states: {
          arriving: {
            id: 'arriving',
            always: [
              {
                guard: { type: 'holds', params: { when: 'screeningLeft' } },
                target: '#askingWishes',
              },
              ...outline.domains.map(({ id }) => ({
                guard: { type: 'onDesk', params: { domain: id } } as const,
                target: `#${domainState(id)}`,
              })),
              { target: 'overview' },
            ],
          },
          overview: {
            id: 'overview',
            meta: { waits: 'overview' },
            entry: { type: 'putOnDesk', params: { domain: null } },
            on: { 'screening.left': { actions: 'leaveScreening', target: '#askingDanger' } },
          },
          ...Object.assign({}, ...domains),
        },
      },
      finishing: {
        initial: 'askingWishes',
        on: referral,
        states: {
          ...ask('wishes', [to('partners')], passable),
          ...ask('partners', [to('others')], passable),
          ...ask('others', [to('complex')], passable),
          ...ask('complex', [to('looked-after')], passable),
          ...ask('looked-after', [to('placement.children', 'lookedAfter'), ...planning], passable),
          ...ask('placement.children', [to('placement.safety')], passable),
          ...ask('placement.safety', [to('placement.parents')], passable),
          ...ask(
            'placement.parents',
            [to('placement.parents-reason', 'parentsNotTold'), ...planning],
            passable,
          ),
          ...ask('placement.parents-reason', planning, passable),
          ...analysisStates(outline, toPlan(outline)),
          ...(againIn(outline) ? ask('earlier.plan', [to('actions')], passable) : {}),
          ...ask('actions', [to('aims')], passable),
          ...ask('aims', [to('review', 'socialWorker'), to('consent')], passable),
          ...ask('review', [to('consent')], passable),
          ...ask('consent', [
            to('consent.given', 'consentGiven'),
            to('consent.way', 'consentRefused'),
            to('consent.reason', 'consentReasonAsked'),
            to('manager'),
          ]),
          ...ask('consent.given', [to('manager')]),
          ...ask('consent.way', [to('consent.reason', 'overriding'), ...toManager]),
          ...ask('consent.reason', toManager),
          ...ask('manager', [{ target: 'checking' }], passable),
        },
      },
      checking: {
        id: 'checking',
        meta: { waits: 'checking' },
        on: { 'answers.checked': { actions: 'check' } },
        always: {
          guard: { type: 'passes', params: { question: 'checked', strict: true } },
          target: '#askingDecision',
        },
      },
      deciding: {
        initial: 'askingDecision',
        states: {
          ...ask('decision', [
            to('not-now', 'decidedNotNow'),
            to('consultation.call', 'consultationStillToRecord'),
            to('asked'),
          ]),
          ...ask('asked', [to('child', 'decidedToRefer'), { target: 'leaving' }]),
          ...ask('child', [{ target: 'leaving' }]),
          ...ask('not-now', [
            { ...to('decision', 'reasonsNotKnown'), forget: ['decision', 'not-now'] },
            { target: 'leaving' },
          ]),
        },
      },
      leaving: { id: 'leaving', meta: { waits: 'leaving' } },
    },
  })

  return route.createMachine({
    id: 'route',
    context: { outline, facts: noFacts(outline), revisiting: null, domain: null },
    initial: 'opening',
    on: {
      'danger.raised': {
        guard: 'dangerCanBeRaised',
        actions: 'raiseDanger',
        target: '#askingDangerAction',
      },
      'earlier.given': { guard: 'screensAgain', actions: 'layBeside', target: '#askingDanger' },
      'overview.opened': {
        guard: 'screeningCanBeOpened',
        actions: 'openOverview',
        target: '#overview',
      },
      'domain.chosen': outline.domains.map(({ id }) => ({
        guard: { type: 'choosesDomain', params: { domain: id } },
        actions: 'openDomain',
        target: `#${domainState(id)}`,
      })),
      'question.revisited': questionsIn(states).map((question) => ({
        guard: { type: 'canRevisit', params: { question } },
        actions: 'revisit',
        target: `#${stateOf(question)}`,
      })),
    },
    states,
  })
}

/** What each waiting state waits for, by the state's name, and the step of the route it belongs to. */
export function waitsOf({
  config: { states = {} },
}: ReturnType<typeof createRoute>): ReadonlyMap<string, Wait & { step: string }> {
  return new Map(
    Object.entries(states).flatMap(([step, state]) =>
      waitsIn({ [step]: state as States[string] }).map(
        ([name, wait]) => [name, { ...wait, step }] as const,
      ),
    ),
  )
}

/** Every question the route can ask for this outline. */
export const questionsAsked = (outline: Outline): string[] =>
  questionsIn(createRoute(outline).config.states)

/** The questions of each step of the route, in its order. */
export function stepsAsked(outline: Outline): { step: string; questions: string[] }[] {
  const { states = {} } = createRoute(outline).config
  return Object.entries(states).map(([step, state]) => ({
    step,
    questions: questionsIn({ [step]: state as States[string] }),
  }))
}

type States = Readonly<Record<string, { meta?: Wait; states?: States }>>

const waitsIn = (states: States | undefined): [string, Wait][] =>
  Object.entries(states ?? {}).flatMap(([name, { meta, states: inner }]): [string, Wait][] => [
    ...(meta ? [[name, meta] as [string, Wait]] : []),
    ...waitsIn(inner),
  ])

const questionsIn = (states: States | undefined): string[] =>
  waitsIn(states).flatMap(([, wait]) => (wait.waits === 'question' ? [wait.question] : []))
