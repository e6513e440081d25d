import { describe, expect, test } from 'vitest'
import type { Answer } from '../../machines/answer.ts'
import { ageOfBirth, childAge } from '../../machines/child-age.ts'
import { routeOptions } from '../../machines/route-options.ts'

const today = '2026-11-21'
const known = (age?: string, born?: string) =>
  new Map<string, Answer>([
    ...(age ? [['age', { age }] as const] : []),
    ...(born ? [['child', { born }] as const] : []),
  ])

describe('the child’s age', () => {
  test('a birthday is counted from its own day on', () => {
    expect(ageOfBirth('2013-11-21', today)).toEqual({ from: 13, to: 13 })
    expect(ageOfBirth('2013-11-22', today)).toEqual({ from: 12, to: 12 })
  })

  test('a day still to come gives no age', () => {
    expect(ageOfBirth('2026-11-22', today)).toBeNull()
    expect(ageOfBirth('not a day', today)).toBeNull()
  })

  test('unknown age is no age, and so never adult', () => {
    expect(childAge(known(), today).age).toBeNull()
    expect(childAge(new Map([['age', 'not-known']]), today).age).toBeNull()
  })

  test('a date of birth is more exact than a band it agrees with', () => {
    expect(childAge(known('13-to-15', '2012-05-01'), today)).toEqual({
      age: { from: 14, to: 14 },
      disagree: false,
    })
  })

  test('where they disagree the younger is used, whichever it is', () => {
    expect(childAge(known('17', '2014-01-01'), today)).toEqual({
      age: { from: 12, to: 12 },
      disagree: true,
    })
    expect(childAge(known('under-13', '2009-01-01'), today)).toEqual({
      age: { from: 0, to: 12 },
      disagree: true,
    })
  })

  test('someone born today is nought', () => {
    expect(ageOfBirth(today, today)).toEqual({ from: 0, to: 0 })
  })

  test.each([
    ['under-13', 0, 12],
    ['13', 13, 13],
    ['14', 14, 14],
    ['15', 15, 15],
    ['16', 16, 16],
    ['17', 17, 17],
    ['13-to-15', 13, 15],
    ['16-or-17', 16, 17],
  ])(
    '“%s” is from %i to %i, and agrees with a date of birth at either end and no further',
    (band, from, to) => {
      const bornAt = (age: number) => `${2026 - age}-01-01`
      expect(childAge(known(band), today)).toEqual({ age: { from, to }, disagree: false })
      for (const age of [from, to]) {
        const found = childAge(known(band, bornAt(age)), today)
        expect(found).toEqual({ age: { from: age, to: age }, disagree: false })
      }
      expect(childAge(known(band, bornAt(to + 1)), today).disagree).toBe(true)
      if (from > 0) expect(childAge(known(band, bornAt(from - 1)), today).disagree).toBe(true)
    },
  )

  test('every option of the age question is an age', () => {
    for (const option of routeOptions.age ?? [])
      expect(childAge(known(option), today).age, option).not.toBeNull()
  })
})
