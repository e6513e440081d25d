import { describe, expect, test } from 'vitest'
import { type Facts, noFacts } from '../../machines/facts.ts'
import { offeredOptions, probesOf } from '../../machines/offered.ts'
import { optionsOf } from '../../machines/outline.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark
const nothing = noFacts(outline)
const offered = (question: string, facts: Facts = {}) =>
  offeredOptions(outline, question, { ...nothing, ...facts })

/** The options of a question that are not offered. */
const withheld = (question: string, facts: Facts = {}) =>
  optionsOf(outline.questions[question] ?? { id: '', parts: [], mayBeBlank: false })
    .map(({ id }) => id)
    .filter((id) => !offered(question, facts).includes(id))

describe('what is offered at a question', () => {
  test('is every option of the pack, where no rule withholds one', () => {
    for (const question of ['danger', 'missing', 'sexual-health', 'consent']) {
      expect(withheld(question, { role: ['public'], consultation: ['advised'] })).toEqual([])
      expect(offered(question).length).toBeGreaterThan(1)
    }
  })

  test('is nothing, where there is no such question', () => {
    expect(offered('no-such-question')).toEqual([])
    expect(probesOf(outline, 'no-such-question', nothing)).toEqual([])
  })

  const gone = { 'still-concerned': ['no'] }
  test.each<[string, Facts, string[]]>([
    ['at first', {}, ['decide', 'not-now']],
    ['where concern remains', { 'still-concerned': ['yes'] }, ['decide', 'not-now']],
    ['where no concern remains', gone, ['decide']],
    [
      'where none remains, and someone is in danger',
      { ...gone, danger: ['yes'] },
      ['decide', 'not-now'],
    ],
    [
      'where none remains, and the other person is concerned',
      { ...gone, disagreement: ['theirs'] },
      ['decide', 'not-now'],
    ],
    ['to a member of the public', { role: ['public'] }, ['screen', 'decide', 'not-now']],
    ['to a practitioner', { role: ['school'] }, ['decide', 'not-now']],
    ['after a consultation', { consultation: ['advised'] }, ['consult', 'not-now']],
    ['after it was not taken on', { 'not-taken-on': ['review'] }, ['not-taken-on', 'not-now']],
  ])('as the next step, %s, is all but what a rule withholds', (_, facts, without) => {
    expect(withheld('next', facts).toSorted()).toEqual(without.toSorted())
  })

  test.each<[string, Facts, string[]]>([
    ['while concern may remain', {}, ['not-now']],
    ['once none remains', gone, []],
    ['once none remains, though someone is in danger', { ...gone, danger: ['yes'] }, ['not-now']],
  ])('as a decision, %s', (_, facts, without) => {
    expect(withheld('decision', facts)).toEqual(without)
  })

  test('as details are those of the descriptions that are ticked, and of no others', () => {
    const probes = (...ticked: string[]) =>
      probesOf(outline, 'missing', { ...nothing, missing: ticked })
    expect(probes()).toEqual([])
    expect(probes('none', 'late')).toEqual([])
    expect(probes('often-long')).toHaveLength(3)
    expect(probes('often-short', 'often-long')).toHaveLength(4)
    expect(offered('missing.more', { missing: ['often-long'] })).toEqual(probes('often-long'))
    expect(offered('missing.more')).toEqual([])
  })
})
