import { describe, expect, test } from 'vitest'
import type { SnapshotFrom } from 'xstate'
import { getAdjacencyMap } from 'xstate/graph'
import { notKnown } from '../../machines/answer.ts'
import { answered, decisionOf, type Facts, holds, is } from '../../machines/facts.ts'
import { alertsIn, heldBack, weighedBy } from '../../machines/not-referring.ts'
import { offeredOptions } from '../../machines/offered.ts'
import { otherPersonMatters } from '../../machines/other-person.ts'
import type { Outline } from '../../machines/outline.ts'
import { createRoute, type RouteEvent, type Wait } from '../../machines/route.ts'
import { routeOf } from '../../machines/running-route.ts'
import { southwark } from '../support/southwark.ts'

/**
 * Southwark's route with the one section that the law turns on and none of the questions that decide nothing about it,
 * walked by a lead whom alerts come to at any point.
 */
const held = [
  ...[
    'danger',
    'role',
    'age',
    'known',
    'other-person',
    'discussion.lead',
    'still-concerned',
    'next',
  ],
  ...['consultation', 'sexual-health', 'decision', 'not-now', 'asked'],
]
const outline: Outline = {
  ...southwark.outline,
  questions: Object.fromEntries(
    Object.entries(southwark.outline.questions).filter(([id]) => held.includes(id)),
  ),
  domains: southwark.outline.domains.filter(({ id }) => id === 'sexual-health'),
}
const route = createRoute(outline)
type Snapshot = SnapshotFrom<typeof route>

const waitOf = (snapshot: Snapshot): Wait =>
  Object.values(snapshot.getMeta() as Record<string, Wait | undefined>).find(
    (meta) => meta?.waits,
  ) as Wait
const asks = (snapshot: Snapshot, question: string) => {
  const wait = waitOf(snapshot)
  return wait.waits === 'question' && wait.question === question
}

/** The answers that decide something here; any other question is answered with words. */
const deciding: Readonly<Record<string, readonly (readonly string[])[]>> = {
  danger: [['no']],
  role: [['lead']],
  age: [['under-13'], ['17']],
  known: [['none'], ['contact'], ['violence']],
  'other-person': [['coach']],
  'discussion.lead': [['nobody']],
  'still-concerned': [['yes'], ['no']],
  next: [['consult'], ['screen'], ['decide'], ['not-now']],
  consultation: [['advised'], ['advised', 'recorded'], ['not-yet']],
  'sexual-health': [['not-active'], ['exchange'], ['not-consensual'], ['made-to-watch']],
  decision: [['refer'], ['consult'], ['not-now']],
}

function eventsOf(snapshot: Snapshot): RouteEvent[] {
  const wait = waitOf(snapshot)
  const answers: RouteEvent[] =
    wait.waits === 'question'
      ? (deciding[wait.question] ?? [['given']]).map((facts) => ({
          type: 'question.answered',
          question: wait.question,
          facts,
        }))
      : []
  return [
    ...answers,
    ...(wait.waits === 'question' && ['age', 'known', 'other-person'].includes(wait.question)
      ? [{ type: 'question.answered', question: wait.question, facts: [notKnown] } as const]
      : []),
    ...(wait.waits === 'overview'
      ? [{ type: 'domain.chosen', domain: 'sexual-health' } as const]
      : []),
    { type: 'screening.left' },
    { type: 'answers.checked' },
    ...(wait.waits === 'leaving'
      ? ['age', 'known', 'consultation'].map(
          (question): RouteEvent => ({ type: 'question.revisited', question }),
        )
      : []),
  ]
}

const alertIdsOf = (facts: Facts) => alertsIn(outline, facts).map(({ id }) => id)
const never = ['under-13-and-sexually-active', 'not-consensual', 'made-to-watch']

/** What decides the way on from a state: which kind of alert stands, and what was chosen. */
const told = [
  ...['still-concerned', 'next', 'consultation', 'outrun', 'screening', 'checked', 'decision'],
]
const serialise = (snapshot: Snapshot): string => {
  const { facts, revisiting } = snapshot.context
  const wait = waitOf(snapshot)
  const here = wait.waits === 'question' ? wait.question : wait.waits
  const alerts = alertIdsOf(facts)
  const young = heldBack({ 'still-concerned': ['no'] }, weighedBy(outline, facts)) === 'never'
  const kind = young ? 'never' : alerts.length > 0
  const matters = otherPersonMatters(outline, facts) && !answered(facts, 'other-person')
  const screened = answered(facts, 'sexual-health')
  return [
    here,
    revisiting,
    kind,
    matters,
    screened,
    ...told.map((id) => facts[id]?.join('+') ?? ''),
  ].join('|')
}

const map = getAdjacencyMap(route, {
  events: eventsOf as never,
  serializeState: serialise as never,
  limit: 200_000,
})
const states = Object.values(map).map(({ state }) => state as Snapshot)
const steps = Object.values(map).flatMap(({ state, transitions }) =>
  Object.values(transitions as Record<string, { event: unknown; state: unknown }>).map(
    ({ event, state: next }) => ({
      from: state as Snapshot,
      event: event as RouteEvent,
      to: next as Snapshot,
    }),
  ),
)

const offersNotNow = (facts: Facts) =>
  ['next', 'decision'].some((question) =>
    offeredOptions(outline, question, facts).includes('not-now'),
  )

test('the walk says how many states and steps it covered', () => {
  console.info(`covered ${states.length} states, ${steps.length} steps`)
  expect(states.length).toBeGreaterThan(1_000)
})

test('the table that cases follow leads the same way on every step', () => {
  const { follow } = routeOf(outline)
  const leaf = (value: unknown): string =>
    typeof value === 'string' ? value : leaf(Object.values(value as object)[0])
  for (const { from, event, to } of steps) {
    const next = follow({ state: leaf(from.value), context: from.context }, event)
    const expected = from.can(event) ? { state: leaf(to.value), facts: to.context.facts } : null
    expect(next && { state: next.state, facts: next.context.facts }).toEqual(expected)
  }
})

describe('“not refer now”', () => {
  test('is never offered while an alert stands, unless the MASH’s advice is recorded in full', () => {
    let seen = 0
    for (const { context } of states) {
      if (alertIdsOf(context.facts).length === 0 || !offersNotNow(context.facts)) continue
      seen += 1
      expect(context.facts.consultation).toEqual(['advised', 'recorded'])
      expect(context.facts.outrun).toBeUndefined()
    }
    expect(seen).toBeGreaterThan(10)
  })

  test('is held back again when an alert comes after the advice, until the advice is recorded anew', () => {
    const seen = { outrun: 0, anew: 0 }
    for (const { event, from, to } of steps) {
      if (event.type !== 'question.answered' || !from.can(event)) continue
      const before = alertIdsOf(from.context.facts)
      const came = alertIdsOf(to.context.facts).some((id) => !before.includes(id))
      const advised = holds(to.context.facts, 'consultation', 'recorded')
      if (came && advised && event.question !== 'consultation') {
        seen.outrun += 1
        expect(offersNotNow(to.context.facts)).toBe(false)
      }
      if (event.question === 'consultation' && answered(from.context.facts, 'outrun')) {
        seen.anew += 1
        expect(to.context.facts.outrun).toBeUndefined()
      }
    }
    expect(seen.outrun).toBeGreaterThan(5)
    expect(seen.anew).toBeGreaterThan(2)
  })

  test('is never offered at all over some alerts, whatever was advised', () => {
    const over = states.filter(({ context }) =>
      alertIdsOf(context.facts).some((id) => never.includes(id)),
    )
    expect(over.some(({ context }) => holds(context.facts, 'consultation', 'recorded'))).toBe(true)
    for (const { context } of over) expect(offersNotNow(context.facts)).toBe(false)
  })

  test('is never offered over any alert where the child may be under 13: an age not known is not older', () => {
    const young = states.filter(
      ({ context: { facts } }) =>
        (['under-13', notKnown] as const).some((age) => is(facts, 'age', age)) &&
        alertIdsOf(facts).length > 0,
    )
    expect(young.some(({ context }) => holds(context.facts, 'consultation', 'recorded'))).toBe(true)
    for (const { context } of young) expect(offersNotNow(context.facts)).toBe(false)
  })

  test('is never a decision that stands where it would not be offered', () => {
    const decided = states.filter(({ context }) => decisionOf(context.facts) === 'not-now')
    expect(decided.length).toBeGreaterThan(10)
    for (const { context } of decided) {
      const alerts = alertIdsOf(context.facts)
      expect(alerts.some((id) => never.includes(id))).toBe(false)
      expect(alerts.length === 0 || holds(context.facts, 'consultation', 'recorded')).toBe(true)
      expect(alerts.length === 0 || !answered(context.facts, 'outrun')).toBe(true)
    }
  })
})

describe('“no concern remains”, said before an alert', () => {
  test('is asked again on the very next screen when the alert comes', () => {
    let seen = 0
    for (const { event, from, to } of steps) {
      if (event.type !== 'question.answered' || !from.can(event)) continue
      if (event.question === 'still-concerned') continue
      const [before, after] = [from, to].map(({ context }) => alertIdsOf(context.facts))
      const came = after?.some((id) => !before?.includes(id))
      if (!is(from.context.facts, 'still-concerned', 'no') || !came) continue
      seen += 1
      expect(to.context.facts['still-concerned']).toBeUndefined()
      // Who the other person is comes first where the law turns on it.
      expect(asks(to, 'still-concerned') || asks(to, 'other-person')).toBe(true)
    }
    expect(seen).toBeGreaterThan(10)
  })

  test('stands where nothing new came', () => {
    let seen = 0
    for (const { event, from, to } of steps) {
      if (event.type !== 'question.answered' || !from.can(event)) continue
      if (['still-concerned', 'discussion.lead'].includes(event.question)) continue
      const [before, after] = [from, to].map(({ context }) => alertsIn(outline, context.facts))
      if (!is(from.context.facts, 'still-concerned', 'no')) continue
      if (JSON.stringify(before) !== JSON.stringify(after)) continue
      seen += 1
      expect(to.context.facts['still-concerned']).toEqual(['no'])
    }
    expect(seen).toBeGreaterThan(10)
  })
})

describe('who the other person is', () => {
  test('is asked wherever the law turns on it, and nowhere else', () => {
    const asked = states.filter((state) => asks(state, 'other-person'))
    expect(asked.length).toBeGreaterThan(5)
    for (const { context } of asked) {
      const again = context.revisiting === 'other-person'
      expect(again || otherPersonMatters(outline, context.facts)).toBe(true)
    }
  })

  test('is answered before the check, where the law turns on it', () => {
    const ended = states.filter((state) => waitOf(state).waits === 'checking')
    expect(ended.length).toBeGreaterThan(10)
    for (const { context } of ended) {
      if (!otherPersonMatters(outline, context.facts)) continue
      expect(answered(context.facts, 'other-person')).toBe(true)
    }
  })
})

test('what is known or suspected is asked before anything ends, also of someone who refers at once', () => {
  const ended = states.filter((state) => waitOf(state).waits === 'leaving')
  expect(ended.length).toBeGreaterThan(10)
  for (const { context } of ended) expect(answered(context.facts, 'known')).toBe(true)
})
