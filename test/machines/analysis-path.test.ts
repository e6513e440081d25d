import { describe, expect, test } from 'vitest'
import type { SnapshotFrom } from 'xstate'
import { getAdjacencyMap } from 'xstate/graph'
import { notKnown } from '../../machines/answer.ts'
import { openRecord, standingAnswers } from '../../machines/case-record.ts'
import { conditions } from '../../machines/facts.ts'
import type { Outline } from '../../machines/outline.ts'
import { createRoute, questionsAsked, type RouteEvent, type Wait } from '../../machines/route.ts'
import { routeOf } from '../../machines/running-route.ts'
import { answer, choose, walk } from '../support/deeds.ts'
import { smallOutline } from '../support/small-outline.ts'
import { southwark, southwarkWithAnalysis } from '../support/southwark.ts'

type Snapshot = SnapshotFrom<ReturnType<typeof createRoute>>

const { outline: full } = southwarkWithAnalysis

/** Two parts of the structured analysis, of two questions and of one, over the smallest screening. */
const outline: Outline = {
  ...smallOutline,
  questions: {
    ...smallOutline.questions,
    ...Object.fromEntries(
      Object.entries(full.questions).filter(([id]) => id.startsWith('analysis')),
    ),
  },
  analysis: full.analysis
    .filter(({ id }) => ['consequential', 'network'].includes(id))
    .map(({ id, questions }) => ({ id, questions: questions.slice(0, 2) })),
}
const parts = outline.analysis.flatMap(({ questions }) => questions)

const waitOf = (snapshot: Snapshot): Wait =>
  Object.values(snapshot.getMeta() as Record<string, Wait | undefined>).find(
    (meta) => meta?.waits,
  ) as Wait

const told: Readonly<Record<string, readonly (readonly string[])[]>> = {
  danger: [['no']],
  role: [['social-worker'], ['school']],
  age: [['15']],
  'still-concerned': [['yes']],
  next: [['screen']],
  others: [['no']],
  'looked-after': [['no']],
  consent: [['refused']],
  decision: [['refer']],
  analysis: [['consequential'], ['network'], ['consequential', 'network'], ['none'], [notKnown]],
}

/** One way through all that stands before and after, and every way through the analysis. */
function eventsOf(snapshot: Snapshot): RouteEvent[] {
  const wait = waitOf(snapshot)
  const inAnalysis = wait.waits === 'question' && wait.question.startsWith('analysis')
  const answers =
    wait.waits === 'question'
      ? (told[wait.question] ?? [inAnalysis ? ['given'] : [notKnown]]).map(
          (facts): RouteEvent => ({ type: 'question.answered', question: wait.question, facts }),
        )
      : []
  return [
    ...answers,
    { type: 'screening.left' },
    { type: 'answers.checked' },
    ...(inAnalysis
      ? [{ type: 'danger.raised' } as const, { type: 'referral.chosen' } as const]
      : []),
    ...(inAnalysis || wait.waits === 'leaving'
      ? ['analysis', 'role'].map(
          (question): RouteEvent => ({ type: 'question.revisited', question }),
        )
      : []),
  ]
}

const serialise = (snapshot: Snapshot): string => {
  const { facts, revisiting } = snapshot.context
  const deciding = ['danger', 'role', 'next', 'analysis', 'screening', 'decision', ...parts]
  return [JSON.stringify(waitOf(snapshot)), revisiting, ...deciding.map((id) => facts[id])].join(
    '|',
  )
}

const route = createRoute(outline)
const steps = Object.values(
  getAdjacencyMap(route, {
    events: ((snapshot: Snapshot) => eventsOf(snapshot)) as never,
    serializeState: serialise as never,
    limit: 20_000,
  }),
).flatMap(({ state, transitions }) =>
  Object.values(transitions as Record<string, { event: unknown; state: unknown }>).map((step) => ({
    from: state as Snapshot,
    event: step.event as RouteEvent,
    to: step.state as Snapshot,
  })),
)

const asked = (snapshot: Snapshot) => {
  const wait = waitOf(snapshot)
  return wait.waits === 'question' ? wait.question : wait.waits
}

describe('the structured analysis', () => {
  test('is no part of the route where the service does not use it', () => {
    expect(southwark.outline.analysis).toEqual([])
    expect(questionsAsked(southwark.outline).some((id) => id.startsWith('analysis'))).toBe(false)
  })

  test('has every one of its questions on the route where it is used', () => {
    const all = full.analysis.flatMap(({ questions }) => questions)
    expect(questionsAsked(full).filter((id) => id.startsWith('analysis.'))).toEqual(all)
    expect(new Set(steps.map(({ to }) => asked(to)).filter((id) => parts.includes(id)))).toEqual(
      new Set(parts),
    )
  })

  test('comes only to an allocated social worker, once the screening is left', () => {
    const there = steps.filter(({ to }) => asked(to).startsWith('analysis'))
    expect(there.length).toBeGreaterThan(50)
    for (const { to } of there) {
      expect(conditions.socialWorker(to.context.facts)).toBe(true)
      expect(conditions.screeningLeft(to.context.facts)).toBe(true)
    }
  })

  test('asks of the parts that were chosen, and of no other', () => {
    for (const { to } of steps) {
      const [, part = ''] = asked(to).split('.')
      if (parts.includes(asked(to))) expect(to.context.facts.analysis).toContain(part)
    }
  })

  test('is never a gate: it can be left for the referral from each of its questions', () => {
    const left = steps.filter(
      ({ from, event }) => event.type === 'referral.chosen' && asked(from).startsWith('analysis.'),
    )
    expect(left.length).toBeGreaterThan(5)
    for (const { from, event, to } of left.filter((step) => step.from.can(step.event))) {
      expect(from.can(event)).toBe(true)
      expect(asked(to).startsWith('analysis')).toBe(false)
    }
    const none = steps.filter(
      ({ event }) => event.type === 'question.answered' && event.facts.includes('none'),
    )
    expect(none.length).toBeGreaterThan(0)
    for (const { to } of none) expect(asked(to).startsWith('analysis')).toBe(false)
  })

  test('keeps help for danger one action away', () => {
    for (const { from } of steps.filter((step) => asked(step.from).startsWith('analysis')))
      expect(from.can({ type: 'danger.raised' })).toBe(true)
  })

  test('of somebody who turns out to have another role stands no more', () => {
    const changed = steps.filter(
      ({ from, event }) =>
        event.type === 'question.answered' &&
        event.question === 'role' &&
        event.facts.includes('school') &&
        from.context.facts.analysis !== undefined,
    )
    expect(changed.length).toBeGreaterThan(0)
    for (const { to } of changed)
      for (const id of ['analysis', ...parts]) expect(to.context.facts[id]).toBeUndefined()
  })

  test('is followed the same way by the table that cases follow', () => {
    const { follow } = routeOf(outline)
    const leaf = (value: unknown): string =>
      typeof value === 'string' ? value : leaf(Object.values(value as object)[0])
    for (const { from, event, to } of steps) {
      const next = follow({ state: leaf(from.value), context: from.context }, event)
      const expected = from.can(event) ? { state: leaf(to.value), facts: to.context.facts } : null
      expect(next && { state: next.state, facts: next.context.facts }).toEqual(expected)
    }
  })
})

test('a part that is unticked takes its answers along, and the others stay', () => {
  const begun = walk(
    openRecord(outline),
    choose(outline, 'danger', 'no'),
    choose(outline, 'role', 'social-worker'),
    answer('practitioner', notKnown),
    answer('concern', notKnown),
    answer('age', notKnown),
    answer('known', notKnown),
    answer('quality-assurance', notKnown),
    { type: 'leave-screening' },
    answer('wishes', notKnown),
    answer('partners', notKnown),
    answer('others', notKnown),
    answer('complex', notKnown),
    choose(outline, 'looked-after', 'no'),
    answer('analysis', { groups: ['consequential', 'network'] }),
    answer(parts[0] ?? '', { fits: ['not-attending'] }),
    answer(parts[1] ?? '', { fits: ['held'] }),
    answer(parts[2] ?? '', notKnown),
    { type: 'revisit', question: 'analysis' },
  )
  const left = walk(begun, answer('analysis', { groups: ['network'] }))
  const stands = [...standingAnswers(left).keys()].filter((id) => id.startsWith('analysis'))
  expect(stands.sort()).toEqual(['analysis', parts[2]].sort())
})
