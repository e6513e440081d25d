import { describe, expect, test } from 'vitest'
import type { AgeRange } from '../../machines/child-age.ts'
import { contradictionsOf } from '../../machines/contradictions.ts'
import type { Mark } from '../../machines/outline.ts'

const pointed = (marks: Mark[], age: AgeRange | null = null) =>
  contradictionsOf({
    has: (mark) => marks.includes(mark),
    age,
    agesDisagree: false,
    settledBeside: false,
    concernGone: false,
    alerted: false,
  })
const aged = (from: number, to = from): AgeRange => ({ from, to })

describe('answers that do not fit together', () => {
  test('are an equal relationship, and a child who is or may be under 13', () => {
    expect(pointed(['similar-age', 'under-13'])).toEqual(['similar-age-under-13'])
    for (const age of [aged(0, 12), aged(12), aged(12, 15), aged(0), aged(0, 17), null]) {
      expect(pointed(['similar-age'], age)).toEqual(['similar-age-under-13'])
    }
    for (const age of [aged(13), aged(13, 15), aged(18, 130)]) {
      expect(pointed(['similar-age'], age)).toEqual([])
    }
    expect(pointed([], aged(12))).toEqual([])
  })

  test('are a tick for under 13, and an age that cannot be', () => {
    for (const age of [aged(13), aged(15), aged(18, 130)]) {
      expect(pointed(['under-13'], age)).toEqual(['under-13-but-older'])
    }
    for (const age of [aged(12), aged(0, 12), aged(12, 13), null]) {
      expect(pointed(['under-13'], age)).toEqual([])
    }
    expect(pointed([], aged(13))).toEqual([])
  })

  test('are “none of these” at first, and something of that kind beside it or later', () => {
    for (const mark of ['sexually-active', 'images', 'exchange', 'made-to-watch'] as const)
      expect(pointed(['none-of-these', mark], aged(15))).toEqual(['none-beside-something'])
    expect(pointed(['none-of-these'], aged(15))).toEqual([])
    expect(pointed(['none-of-these', 'serious-self-harm'], aged(15))).toEqual([])
  })

  test.each<Mark>(['adult-or-wide-age-gap', 'exchange', 'not-consensual'])(
    'are an equal relationship and “%s”, and neither by itself',
    (mark) => {
      expect(pointed(['similar-age', mark], aged(17))).toEqual(['equal-and-not-equal'])
      expect(pointed(['similar-age'], aged(17))).toEqual([])
      expect(pointed([mark], aged(17))).toEqual([])
    },
  )
})
