import { describe, expect, test } from 'vitest'
import { recorded, reopened } from '../../machines/consequences.ts'
import { answered, type Facts } from '../../machines/facts.ts'
import { southwark } from '../support/southwark.ts'

const asked = [
  ...Object.keys(southwark.outline.questions),
  'screening',
  'checked',
  'analysis',
  'analysis.people.one',
  'analysis.places.one',
]
const everything: Facts = Object.fromEntries(asked.map((question) => [question, ['as-it-was']]))
const gone = (facts: Facts) => asked.filter((question) => !answered(facts, question)).sort()
const judgements = ['checked', 'decision', 'not-now', 'asked']
const analysis = ['analysis', 'analysis.people.one', 'analysis.places.one']
const talk = ['discussion.record', 'disagreement', 'still-concerned', 'next']
const consent = ['consent', 'consent.given', 'consent.way', 'consent.reason']
const role = [
  ...['police.record', 'quality-assurance', 'discussion', 'discussion.lead', 'discussion.later'],
  ...talk,
  'review',
  ...analysis,
]

describe('another answer', () => {
  test.each<[string, string, string[]]>([
    ['danger', 'no', ['danger.action']],
    ['role', 'lead', role],
    ['role', 'public', [...role, ...consent]],
    ['discussion', 'yes', ['discussion.later', ...talk]],
    ['discussion.lead', 'yes', ['discussion.later', ...talk]],
    ['discussion.later', 'done-now', talk],
    ['discussion.record', 'differ', ['disagreement']],
    ['still-concerned', 'yes', ['next']],
    ['next', 'refer', []],
    [
      'looked-after',
      'no',
      ['placement.children', 'placement.safety', 'placement.parents', 'placement.parents-reason'],
    ],
    ['placement.parents', 'told', ['placement.parents-reason']],
    ['consent', 'given', consent.slice(1)],
    ['consent.way', 'override', ['consent.reason']],
    ['consultation', 'advised', []],
    ['missing', 'never', ['missing.more']],
    ['age', '15', []],
    ['analysis', 'people', ['analysis.places.one']],
  ])(
    'to “%s” (%s) asks again just what was drawn from it, the check and the decision',
    (question, option, drawn) => {
      const facts = recorded(everything, question, [option])
      expect(gone(facts)).toEqual([...drawn, ...judgements].sort())
      expect(facts[question]).toEqual([option])
    },
  )

  test.each<[string, string, string[]]>([
    ['decision', 'refer', ['not-now', 'asked']],
    ['not-now', 'given', []],
    ['asked', 'given', []],
    ['child', 'given', []],
    ['consultation', 'not-yet', []],
    ['consultation.call', 'given', []],
    ['consultation', 'not-known', []],
  ])(
    'to “%s” (%s), which comes of the decision, leaves the decision and the check',
    (question, option, drawn) => {
      expect(gone(recorded(everything, question, [option]))).toEqual([...drawn].sort())
    },
  )

  test('with the same options asks for the check and the decision again, and for nothing drawn from it', () => {
    for (const question of ['role', 'consent', 'discussion', 'looked-after']) {
      expect(gone(recorded(everything, question, ['as-it-was']))).toEqual([...judgements].sort())
    }
  })

  test('keeps each part of the analysis that is still ticked', () => {
    const facts = recorded(everything, 'analysis', ['people', 'places'])
    expect(gone(facts)).toEqual([...judgements].sort())
  })

  test('re-opens nothing of a case that has nothing to re-open, and makes no new facts of it', () => {
    const facts: Facts = { danger: ['no'] }
    expect(reopened(facts)).toBe(facts)
  })
})
