import { describe, expect, test } from 'vitest'
import { notKnown } from '../../machines/answer.ts'
import { act, canDo, type Deed, openRecord, promptOf } from '../../machines/case-record.ts'
import type { Outline } from '../../machines/outline.ts'
import { answer, choose, concernedLead, walk } from '../support/deeds.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark

const brought = (plan: readonly string[] = ['Strategy meeting']): Deed => ({
  type: 'earlier',
  earlier: {
    purpose: 'plan-review',
    preparedAt: '2026-08-14T09:30:00.000Z',
    ticked: [],
    alerts: [],
    plan,
  },
})

const screened = (...first: Deed[]) =>
  walk(
    concernedLead(outline),
    ...first,
    choose(outline, 'next', 'screen'),
    { type: 'leave-screening' },
    answer('wishes', notKnown),
    answer('partners', notKnown),
    answer('others', notKnown),
    answer('complex', notKnown),
    choose(outline, 'looked-after', 'no'),
  )

describe('an earlier summary that is laid beside a case', () => {
  test('may come at the very start, and leaves the case at its question', () => {
    const record = walk(openRecord(outline), brought())
    expect(promptOf(record)).toMatchObject({ question: 'danger' })
    expect(record.earlier).toMatchObject({ purpose: 'plan-review' })
  })

  test('has what came of its plan asked before the next plan is made', () => {
    const record = screened(brought())
    expect(promptOf(record)).toMatchObject({ question: 'earlier.plan' })
    const after = walk(record, answer('earlier.plan', { rows: [{ action: 'a', outcome: 'done' }] }))
    expect(promptOf(after)).toMatchObject({ question: 'actions' })
  })

  test('without a plan asks nothing more', () => {
    expect(promptOf(screened(brought([])))).toMatchObject({ question: 'actions' })
    expect(promptOf(screened())).toMatchObject({ question: 'actions' })
  })

  test('that comes late opens the check and the decision again', () => {
    const decided = walk(
      screened(),
      answer('actions', notKnown),
      answer('aims', notKnown),
      choose(outline, 'consent', 'given'),
      answer('consent.given', notKnown),
      answer('manager', notKnown),
      { type: 'check' },
      choose(outline, 'decision', 'refer'),
      answer('asked', notKnown),
    )
    const late = walk(decided, brought())
    expect(promptOf(late)).toMatchObject({ question: 'earlier.plan' })
    expect(late.snapshot.context.facts.decision).toBeUndefined()
  })

  test('gives way to another, whose plan is asked about anew', () => {
    const told = walk(screened(brought()), answer('earlier.plan', notKnown))
    const again = walk(told, brought(['Another action']))
    expect(promptOf(again)).toMatchObject({ question: 'earlier.plan' })
    expect(again.earlier?.plan).toEqual(['Another action'])
  })

  test('changes nothing of the case it is laid beside', () => {
    const before = screened()
    const after = act(before, brought(), 0)
    expect(after?.answers).toBe(before.answers)
    expect(before.earlier).toBeNull()
  })

  test('is not taken by an area that has no place for it', () => {
    const { 'earlier.plan': _, ...questions } = outline.questions
    const without: Outline = { ...outline, questions }
    expect(canDo(openRecord(without), brought())).toBe(false)
  })
})
