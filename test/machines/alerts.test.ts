import { describe, expect, test } from 'vitest'
import { alertsOf } from '../../machines/alerts.ts'
import type { AgeRange } from '../../machines/child-age.ts'
import type { Mark } from '../../machines/outline.ts'

const alerts = (marks: Mark[], from?: number, to = from) => {
  const age: AgeRange | null = from === undefined || to === undefined ? null : { from, to }
  return alertsOf(new Set(marks), age)
}

describe('an alert about age', () => {
  test.each<[number | undefined, number | undefined, string[]]>([
    [0, 12, ['under-13-and-sexually-active']],
    [12, 12, ['under-13-and-sexually-active']],
    [13, 13, ['under-16-and-sexually-active']],
    [15, 15, ['under-16-and-sexually-active']],
    [16, 16, ['sixteen-or-seventeen']],
    [17, 17, ['sixteen-or-seventeen']],
    [12, 13, ['under-13-and-sexually-active', 'under-16-and-sexually-active']],
    [18, 130, []],
    [undefined, undefined, ['sexually-active-age-not-known']],
  ])('of a child who may be %s to %s is what the law says of that age', (from, to, expected) => {
    expect(alerts(['sexually-active'], from, to)).toEqual(expected)
    expect(alerts([], from, to)).toEqual([])
  })

  test.each([undefined, 12, 15, 16, 18])(
    'is that of a child under 13 wherever that is ticked, and no other (age %s)',
    (age) => {
      expect(alerts(['under-13'], age)).toEqual(['under-13-and-sexually-active'])
      expect(alerts(['under-13', 'sexually-active'], age)).toEqual(['under-13-and-sexually-active'])
    },
  )
})
