import { describe, expect, test } from 'vitest'
import { noFacts } from '../../machines/facts.ts'
import { filledIn } from '../../machines/prefill.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark
const filled = (known: string[], age = '15', question = 'sexual-health') =>
  filledIn(outline, question, { ...noFacts(outline), known, age: [age] })

describe('section 8', () => {
  test.each<[string[], string, string[]]>([
    [['none'], '15', []],
    [['contact'], '15', []],
    [['contact'], 'under-13', ['under-13']],
    [['pregnancy'], '15', ['some-concerns']],
    [['exchange'], '15', ['exchange']],
    [['adult'], '15', ['adult-not-known']],
    [['contact', 'adult'], '15', ['adult']],
    [['contact', 'adult', 'exchange'], 'under-13', ['exchange', 'adult', 'under-13']],
    [['images', 'violence'], '15', []],
  ])('is filled in from %j at %s with %j', (known, age, descriptions) => {
    expect(filled(known, age)).toEqual(descriptions)
  })

  test('is not filled in from what is only suspected, or from an age that may be older', () => {
    expect(filled(['maybe-exchange', 'maybe-contact', 'maybe-adult'], 'under-13')).toEqual([])
    expect(filled(['contact'], 'under-18')).toEqual([])
    expect(filled(['contact'], '13')).toEqual([])
  })
})

test('no other section is filled in, whatever is known', () => {
  const everything = ['contact', 'pregnancy', 'exchange', 'images', 'adult', 'violence']
  for (const { questions } of outline.domains)
    for (const question of questions)
      if (question !== 'sexual-health')
        expect(filled(everything, 'under-13', question), question).toEqual([])
})

test('nothing is filled in while nobody has said what is known', () => {
  expect(filledIn(outline, 'sexual-health', noFacts(outline))).toEqual([])
  expect(filled(['not-known'])).toEqual([])
})
