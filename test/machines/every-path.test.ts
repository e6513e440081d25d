import { describe, expect, test } from 'vitest'
import type { SnapshotFrom } from 'xstate'
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph'
import { notKnown } from '../../machines/answer.ts'
import { withoutIdentity } from '../../machines/consultation.ts'
import { conditions, decisionOf, type Facts } from '../../machines/facts.ts'
import { offeredOptions } from '../../machines/offered.ts'
import {
  createRoute,
  questionsAsked,
  type RouteEvent,
  stateOf,
  type Wait,
} from '../../machines/route.ts'
import { routeOf } from '../../machines/running-route.ts'
import { smallOutline } from '../support/small-outline.ts'
import { southwark } from '../support/southwark.ts'

type Snapshot = SnapshotFrom<ReturnType<typeof createRoute>>

const route = createRoute(smallOutline)

const waitOf = (snapshot: Snapshot): Wait =>
  Object.values(snapshot.getMeta() as Record<string, Wait | undefined>).find(
    (meta) => meta?.waits,
  ) as Wait

/** Every answer that decides something, one at a time, and whatever else can be done. */
function eventsOf(snapshot: Snapshot, roles: readonly string[]): RouteEvent[] {
  const wait = waitOf(snapshot)
  const { facts } = snapshot.context
  const answers: RouteEvent[] = []
  if (wait.waits === 'question') {
    const { question } = wait
    const offered = offeredOptions(smallOutline, question, facts)
    const told = question === 'role' ? roles : (deciding[question] ?? ['given'])
    const telling = told.filter((fact) => fact === 'given' || offered.includes(fact))
    for (const fact of [...telling, notKnown]) {
      answers.push({ type: 'question.answered', question, facts: [fact] })
    }
  }
  return [
    ...answers,
    { type: 'danger.raised' },
    { type: 'referral.chosen' },
    { type: 'overview.opened' },
    ...(wait.waits === 'overview'
      ? smallOutline.domains.map(({ id }): RouteEvent => ({ type: 'domain.chosen', domain: id }))
      : []),
    // An earlier summary can be brought in anywhere; from here it has a question of its own to ask.
    ...(wait.waits === 'question' && wait.question === 'actions'
      ? [{ type: 'earlier.given', planned: true } as const]
      : []),
    { type: 'screening.left' },
    { type: 'answers.checked' },
    ...(wait.waits === 'leaving' || wait.waits === 'checking'
      ? [...changed, ...(roles.length > 1 ? ['role'] : [])].map(
          (question): RouteEvent => ({ type: 'question.revisited', question }),
        )
      : []),
  ]
}

/** The options that lead somewhere of their own, one for each way on. */
const deciding: Readonly<Record<string, readonly string[]>> = {
  danger: ['yes', 'no'],
  'danger.action': ['called'],
  'police.record': ['both'],
  age: ['15'],
  known: ['none'],
  'quality-assurance': ['yes'],
  discussion: ['yes', 'not-yet', 'nobody'],
  'discussion.lead': ['yes', 'not-yet'],
  'discussion.later': ['done-now', 'carry-on'],
  'discussion.record': ['given', 'differ'],
  disagreement: ['mine', 'theirs'],
  'still-concerned': ['yes', 'unsure', 'no'],
  next: ['consult', 'screen', 'refer', 'decide', 'not-taken-on', 'not-now'],
  consultation: ['advised'],
  'not-taken-on': ['review'],
  missing: ['none', 'often-long'],
  'missing.more': ['unkempt'],
  'recognition.child': ['good', 'very-limited'],
  'recognition.carer': ['good'],
  others: ['no'],
  complex: ['both'],
  'looked-after': ['no', 'elsewhere'],
  'placement.parents': ['told', 'not-told'],
  'placement.parents-reason': ['filed'],
  aims: ['safety'],
  review: ['core-group'],
  consent: ['given', 'refused', 'not-sought'],
  'consent.given': ['parent'],
  'consent.way': ['override', 'ask-again'],
  manager: ['yes'],
  decision: ['refer', 'consult', 'not-now'],
}

/** Changed from the check or the end, these lead back to anywhere the route can go. */
const changed = ['still-concerned', 'decision', 'missing']

/** What decides the way on from a state; words given, whichever they were, decide nothing. */
const serialise = (snapshot: Snapshot): string => {
  const { facts, revisiting } = snapshot.context
  const told = decisive.map((question) => facts[question]?.join('+') ?? '').join(',')
  const wait = waitOf(snapshot)
  const here = wait.waits === 'question' ? wait.question : wait.waits
  return [here, revisiting, told, onlyHere(here, facts)].join('|')
}

/** What decides the way on from one place, or with one answer, and would multiply every other state. */
function onlyHere(here: string, facts: Facts): string {
  const settling = here === 'still-concerned' || facts['still-concerned']?.[0] === 'no'
  return [
    here === 'next' && facts['not-taken-on'] ? 'not-taken-on' : '',
    settling && conditions.theirConcern(facts) ? 'theirs' : '',
  ].join()
}

const decisive = ['role', 'still-concerned', 'next', 'screening', 'consultation', 'decision']

/**
 * Each role walks the route from the start. In the last walk someone may change which role they gave, so that it
 * has in it what a lead meets, and what a police officer does.
 */
const walks = [['school'], ['social-worker'], ['public'], ['lead', 'police']].map((roles) => {
  const options = {
    events: ((snapshot: Snapshot) => eventsOf(snapshot, roles)) as never,
    serializeState: serialise as never,
    limit: 100_000,
  }
  const map = Object.values(getAdjacencyMap(route, options))
  return {
    by: roles.join(' and '),
    paths: () => getShortestPaths(route, options),
    states: map.map(({ state }) => state as Snapshot),
    steps: map.flatMap(({ state, transitions }) =>
      Object.values(transitions as Record<string, { event: unknown; state: unknown }>).map(
        ({ event, state: next }) => ({
          from: state as Snapshot,
          event: event as RouteEvent,
          to: next as Snapshot,
        }),
      ),
    ),
  }
})
const states = walks.flatMap((walk) => walk.states)
const steps = walks.flatMap((walk) => walk.steps)

describe('every state the route can reach', () => {
  test.each(walks)('has a path to it by $by', ({ paths, states }) => {
    expect(paths()).toHaveLength(states.length)
  })

  test('is one of many, and the run says how many states and steps it covered', () => {
    console.info(`covered ${states.length} states, ${steps.length} steps`)
    expect(states.length).toBeGreaterThan(1_000)
  })

  test.each(walks)('is left by $by as the table has it, for every event', ({ states, steps }) => {
    const { follow, allows, waitAt } = routeOf(smallOutline)
    const leaf = (value: unknown): string =>
      typeof value === 'string' ? value : leaf(Object.values(value as object)[0])
    const asTable = ({ value, context }: Snapshot) => ({ state: leaf(value), context })
    const others = [...new Map(steps.map(({ event }) => [JSON.stringify(event), event])).values()]
    // The outline in the context is the same one everywhere.
    const plain = (place: ReturnType<typeof asTable> | null) =>
      place && { state: place.state, ...place.context, outline: undefined }
    for (const { from, event, to } of steps) {
      const expected = from.can(event) ? plain(asTable(to)) : null
      expect(plain(follow(asTable(from), event))).toEqual(expected)
    }
    for (const [index, state] of states.entries()) {
      expect(waitAt(asTable(state))).toMatchObject(waitOf(state))
      // Every event on every state would be millions; each state meets some that it was not offered.
      for (let turn = 0; turn < 5; turn += 1) {
        const event = others[(index * 5 + turn) % others.length] as RouteEvent
        expect(allows(asTable(state), event)).toBe(state.can(event))
        expect(follow(asTable(state), event) !== null).toBe(state.can(event))
      }
    }
  })

  test('waits for one thing that has a name', () => {
    for (const state of states) expect(waitOf(state)).toBeDefined()
  })

  test('covers every question the route can ask', () => {
    const waited = new Set(
      states.map((state) => {
        const wait = waitOf(state)
        return wait.waits === 'question' ? wait.question : wait.waits
      }),
    )
    const unreached = questionsAsked(smallOutline).filter((question) => !waited.has(question))
    // It hangs on what is known of the child, which is walked by itself in not-referring-path.
    expect(unreached).toEqual(['other-person'])
  })

  test('asks a question that the pack has words for', () => {
    for (const question of questionsAsked(southwark.outline)) {
      const { title, why, source } = southwark.question(question)
      expect(title && why && source, question).toBeTruthy()
      expect(stateOf(question)).toMatch(/^asking[A-Z]/)
    }
  })
})

describe('practice rules, on every state and step', () => {
  test('help for immediate danger is one action away, or is what is being asked about', () => {
    for (const state of states) {
      const wait = waitOf(state)
      const asking =
        wait.waits === 'question' && ['danger', 'danger.action'].includes(wait.question)
      expect(asking || state.can({ type: 'danger.raised' })).toBe(true)
    }
  })

  test('raised danger always leads to the question of what was done about it', () => {
    for (const { event, from, to } of steps) {
      if (event.type !== 'danger.raised' || !from.can(event)) continue
      expect(waitOf(to)).toEqual({ waits: 'question', question: 'danger.action' })
    }
  })

  test('nothing but a decision of the person’s own reaches the end', () => {
    for (const state of states.filter((one) => waitOf(one).waits === 'leaving')) {
      expect(decisionOf(state.context.facts)).not.toBeNull()
      expect(state.context.facts.checked).toBeDefined()
    }
  })

  test('a decision not to refer has its reasons, who agreed, what is watched and the day of review', () => {
    const parts = southwark.outline.questions['not-now']?.parts ?? []
    expect(parts.filter(({ required }) => required).map(({ id }) => id)).toEqual([
      'reasons',
      'agreed',
      'watch',
      'review',
    ])
    const ended = states.filter(
      (one) => waitOf(one).waits === 'leaving' && decisionOf(one.context.facts) === 'not-now',
    )
    expect(ended.length).toBeGreaterThan(0)
    for (const { context } of ended) expect(context.facts['not-now']).toEqual(['given'])
  })

  test('where concern remains or is not ruled out, every end is a referral or a consultation', () => {
    const ended = states.filter((one) => waitOf(one).waits === 'leaving')
    expect(ended.length).toBeGreaterThan(0)
    for (const { context } of ended) {
      if (conditions.concernGone(context.facts)) continue
      expect(['refer', 'consult']).toContain(decisionOf(context.facts))
    }
  })

  test('while the person they talked to is concerned, nothing ends in “not now”', () => {
    const worried = states.filter(({ context }) => conditions.theirConcern(context.facts))
    expect(worried.length).toBeGreaterThan(100)
    for (const { context } of worried) {
      expect(decisionOf(context.facts)).not.toBe('not-now')
      expect(offeredOptions(smallOutline, 'next', context.facts)).not.toContain('not-now')
    }
  })

  test('“not known” is never read as no concern', () => {
    for (const { context } of states) {
      if (context.facts['still-concerned']?.[0] !== notKnown) continue
      expect(conditions.concernGone(context.facts)).toBe(false)
      expect(conditions.unsure(context.facts)).toBe(true)
    }
  })

  test('“I don’t know” answers every question', () => {
    for (const state of states) {
      const wait = waitOf(state)
      if (wait.waits !== 'question') continue
      const { question } = wait
      expect(state.can({ type: 'question.answered', question, facts: [notKnown] }), question).toBe(
        true,
      )
    }
  })

  test('once the role is known and until the check, a referral with what is known can be chosen', () => {
    for (const state of states) {
      const { facts } = state.context
      const stage = typeof state.value === 'string' ? state.value : Object.keys(state.value)[0]
      const early = ['opening', 'discussing', 'choosing', 'screening', 'finishing'].includes(
        stage ?? '',
      )
      if (!early || facts.role === undefined || conditions.referring(facts)) continue
      expect(state.can({ type: 'referral.chosen' })).toBe(true)
    }
  })

  test('a referral chosen with what is known asks for no more of the screening', () => {
    for (const { event, to } of steps) {
      if (event.type !== 'referral.chosen') continue
      const wait = waitOf(to)
      expect(wait.waits === 'overview').toBe(false)
      expect(wait.waits === 'question' && southwark.domainOf(wait.question)).toBeFalsy()
    }
  })

  test('talking it over is prompted and never a gate: every answer to it leads on', () => {
    const asked = [
      'discussion',
      'discussion.lead',
      'discussion.later',
      'quality-assurance',
      'manager',
    ]
    for (const { event, from, to } of steps) {
      if (event.type !== 'question.answered' || !asked.includes(event.question)) continue
      if (!from.can(event)) continue
      const wait = waitOf(to)
      expect(wait.waits === 'question' && wait.question === event.question).toBe(false)
    }
  })

  test('an answer changed later re-opens the check and the decision', () => {
    let seen = 0
    for (const { event, from, to } of steps) {
      if (event.type !== 'question.answered') continue
      const before: Facts = from.context.facts
      const judged = ['decision', 'asked', 'child', 'not-now'].includes(event.question)
      if (judged || before[event.question] === undefined || !from.can(event)) continue
      seen += 1
      expect(to.context.facts.decision).toBeUndefined()
      expect(to.context.facts.checked).toBeUndefined()
    }
    expect(seen).toBeGreaterThan(100)
  })

  test('who the child is is asked only of someone who refers, and never while they consult', () => {
    const asked = states.filter((one) => {
      const wait = waitOf(one)
      return wait.waits === 'question' && wait.question === 'child'
    })
    expect(asked.length).toBeGreaterThan(0)
    for (const { context } of asked) {
      // Whoever opens again what they gave before is not being asked for it.
      if (context.revisiting === 'child') continue
      expect(decisionOf(context.facts)).toBe('refer')
      expect(withoutIdentity(context.facts)).toBe(false)
    }
  })

  test('every consultation at the end is without identity', () => {
    for (const { context } of states.filter((one) => waitOf(one).waits === 'leaving')) {
      const consults = decisionOf(context.facts) === 'consult'
      expect(withoutIdentity(context.facts) || !consults).toBe(true)
    }
  })

  test('the decision not to refer is offered only to someone who has said that no concern remains', () => {
    for (const { context } of states) {
      const offered = offeredOptions(smallOutline, 'decision', context.facts).includes('not-now')
      expect(offered).toBe(conditions.concernGone(context.facts))
    }
  })

  test('a social worker with the open case is asked for the screening before anything else follows', () => {
    for (const { event, from, to } of steps) {
      if (event.type !== 'question.answered' || event.question !== 'quality-assurance') continue
      if (
        !from.can(event) ||
        conditions.referring(to.context.facts) ||
        conditions.screeningLeft(to.context.facts)
      )
        continue
      const wait = waitOf(to)
      const screening =
        wait.waits === 'overview' ||
        (wait.waits === 'question' && !!southwark.domainOf(wait.question))
      expect(screening).toBe(true)
    }
  })
})
