import { describe, expect, test } from 'vitest'
import { datesOf } from '../../server/dates.ts'
import { southwark } from '../support/southwark.ts'

const dates = datesOf(southwark.pack)

describe('the day it is in an area', () => {
  test('begins at its own midnight, in summer and in winter, whatever was asked before', () => {
    const days = [
      ['2026-06-30T22:59:59.999Z', '2026-06-30'],
      ['2026-06-30T23:00:00.000Z', '2026-07-01'],
      ['2026-06-30T22:59:59.999Z', '2026-06-30'],
      ['2026-11-20T23:59:59.999Z', '2026-11-20'],
      ['2026-11-21T00:00:00.000Z', '2026-11-21'],
    ] as const
    for (const [at, day] of days) expect(dates.today(Date.parse(at)), at).toBe(day)
  })
})
