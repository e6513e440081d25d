import { describe, expect, test } from 'vitest'
import { coverageOf, coveragePage, isGap } from '../../server/coverage.ts'

const files = {
  'route.json': {
    questions: [
      {
        id: 'talk',
        title: 'Have you talked?',
        source: ['area:1.1'],
        parts: [{ id: 'how', options: [{ id: 'phone', words: 'By phone', source: 'area:1.2.b' }] }],
      },
    ],
  },
}
const of = (...references: Parameters<typeof coverageOf>[0]) =>
  coverageOf(references, files).covered.map((one) => (isGap(one) ? 'gap' : one.places))

describe('a reference of the source', () => {
  test('has the place that cites it, or a row of it', () => {
    expect(of({ ref: 'area:1.1', about: '' })).toEqual([['route.json: talk']])
    expect(of({ ref: 'area:1.2', about: '' })).toEqual([['route.json: talk, how, phone']])
  })

  test('is a gap without a place, unless a reason is given', () => {
    expect(of({ ref: 'area:1', about: '' }, { ref: 'area:1.10', about: '' })).toEqual([
      ['route.json: talk', 'route.json: talk, how, phone'],
      'gap',
    ])
    expect(of({ ref: 'area:2', about: '', reason: 'Background.' })).toEqual([[]])
  })

  test('cited by its paragraph is there only with its own words', () => {
    const row = (words: string) =>
      of({ ref: 'area:1.1.a', about: '', in: { source: 'area:1.1', words } })
    expect(row('talked')).toEqual([['route.json: talk']])
    expect(row('written')).toEqual(['gap'])
    // What stands under a source of its own is no part of what is said here.
    expect(row('By phone')).toEqual(['gap'])
  })
})

test('a source that the document does not have is named with its place', () => {
  const { strays } = coverageOf([{ ref: 'area:1.1', about: '' }], files)
  expect(strays).toEqual(['area:1.2.b (route.json: talk, how, phone)'])
})

test('the page has one row for each reference, with its place or its reason', () => {
  const { covered } = coverageOf(
    [
      { ref: 'area:1.1', about: 'Talk' },
      { ref: 'area:2', about: 'Context', reason: 'Background.' },
    ],
    files,
  )
  const rows = coveragePage('Where', covered).split('\n')
  expect(rows).toContain('| area:1.1 | Talk | `route.json: talk` |')
  expect(rows).toContain('| area:2 | Context | Background. |')
})
