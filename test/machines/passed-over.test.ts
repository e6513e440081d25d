import { describe, expect, test } from 'vitest'
import { type Facts, noFacts } from '../../machines/facts.ts'
import { passedOver } from '../../machines/passed-over.ts'
import { southwark } from '../support/southwark.ts'

const nothing = noFacts(southwark.outline)
const over = (facts: Facts) => passedOver({ ...nothing, ...facts })

const first = ['practitioner', 'concern', 'age']
const before = ['wishes', 'partners', 'others', 'complex', 'looked-after']

describe('what someone who refers with what they have has passed over', () => {
  test.each<[string, string[]]>([
    ['public', []],
    ['police', ['police.record', ...before, 'actions', 'manager']],
    ['social-worker', ['quality-assurance', ...before, 'actions', 'review', 'manager']],
    ['lead', ['discussion.lead', 'still-concerned', ...before, 'actions', 'manager']],
    ['school', ['discussion', 'still-concerned', ...before, 'actions', 'manager']],
    ['health', ['discussion', 'still-concerned', ...before, 'actions', 'manager']],
  ])('as %s is what that role is asked, in order', (role, own) => {
    expect(over({ role: [role] })).toEqual([...first, ...own])
  })

  test('is not what has an answer, “not known” included', () => {
    const facts = { role: ['public'], practitioner: ['given'], concern: ['not-known'] }
    expect(over(facts)).toEqual(['age'])
  })

  test.each<[string, Facts, string[]]>([
    ['a discussion that was held', { discussion: ['yes'] }, ['discussion.record']],
    ['a difference', { 'discussion.record': ['differ'] }, ['disagreement']],
    [
      'a looked-after child',
      { 'looked-after': ['here'] },
      ['placement.children', 'placement.safety', 'placement.parents'],
    ],
    [
      'parents who are not told',
      { 'placement.parents': ['not-told'] },
      ['placement.parents-reason'],
    ],
    ['an earlier plan', { earlier: ['planned'] }, ['earlier.plan']],
  ])('has after %s what follows from it, and not before', (_, facts, more) => {
    const role = { role: ['school'] }
    expect(over(role)).not.toEqual(expect.arrayContaining(more))
    for (const question of more) expect(over({ ...role, ...facts })).toContain(question)
  })

  test('is nothing that the pack of the case does not have', () => {
    const { actions: _, ...without } = nothing
    expect(passedOver({ ...without, role: ['school'] })).not.toContain('actions')
  })
})
