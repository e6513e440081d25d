import { describe, expect, test } from 'vitest'
import { activity, alertsOf } from '../../machines/alerts.ts'
import type { AgeRange } from '../../machines/child-age.ts'
import type { Firmness } from '../../machines/marks.ts'
import type { Mark } from '../../machines/outline.ts'

type Marks = Partial<Record<Mark, Firmness>>

const aged = (from?: number, to = from): AgeRange | null =>
  from === undefined || to === undefined ? null : { from, to }

const alertsAt = (marks: Marks, age: AgeRange | null, otherPersonKnown = true) =>
  alertsOf({ ticked: new Map(Object.entries(marks) as [Mark, Firmness][]), age, otherPersonKnown })

/** The alerts of a case by their ids; those that are only suspected with a question mark. */
const alerts = (...of: Parameters<typeof alertsAt>) =>
  alertsAt(...of).map(({ id, suspected }) => (suspected ? `${id}?` : id))

describe('an alert about age', () => {
  test.each<[number | undefined, number | undefined, string[]]>([
    [0, 12, ['under-13-and-sexually-active']],
    [12, 12, ['under-13-and-sexually-active']],
    [13, 13, ['under-16-and-sexually-active']],
    [13, 15, ['under-16-and-sexually-active']],
    [15, 15, ['under-16-and-sexually-active']],
    [16, 16, ['sixteen-or-seventeen']],
    [16, 17, ['sixteen-or-seventeen']],
    [17, 17, ['sixteen-or-seventeen']],
    [12, 13, ['sexually-active-age-not-known']],
    [15, 16, ['sexually-active-age-not-known']],
    [17, 18, ['sexually-active-age-not-known']],
    [0, 17, ['sexually-active-age-not-known']],
    [18, 130, []],
    [undefined, undefined, ['sexually-active-age-not-known']],
  ])(
    'of a child who may be %s to %s is what the law says of that age, known or if',
    (from, to, expected) => {
      const age = aged(from, to)
      expect(alerts({ 'sexually-active': 'known' }, age)).toEqual(expected)
      const ifs = expected.map((id) => `${id}?`)
      expect(alerts({ 'sexually-active': 'suspected' }, age)).toEqual(ifs)
      expect(alerts({ 'suggests-sexual-activity': 'known' }, age)).toEqual(ifs)
      expect(alerts({ 'suggests-sexual-activity': 'suspected' }, age)).toEqual(ifs)
      expect(alerts({ 'made-to-watch': 'known' }, age)).toEqual([...ifs, 'made-to-watch'])
      expect(alerts({}, age)).toEqual([])
    },
  )

  test.each([undefined, 12, 15, 16, 18])(
    'is that of a child under 13 wherever that is ticked, and no other (age %s)',
    (age) => {
      const under = ['under-13-and-sexually-active']
      expect(alerts({ 'under-13': 'known' }, aged(age))).toEqual(under)
      expect(alerts({ 'under-13': 'known', 'sexually-active': 'known' }, aged(age))).toEqual(under)
      expect(alerts({ 'under-13': 'known', 'sexually-active': 'known' }, aged(age), false)).toEqual(
        under,
      )
    },
  )

  test('rests on what is known where something else only points to it', () => {
    const both: Marks = { 'sexually-active': 'known', 'suggests-sexual-activity': 'known' }
    expect(alerts(both, aged(14))).toEqual(['under-16-and-sexually-active'])
    expect(activity(new Map(Object.entries(both) as [Mark, Firmness][]))).toBe('known')
  })
})

describe('an alert about a position of trust', () => {
  const active: Marks = { 'sexually-active': 'known' }
  const trust: Marks = { ...active, 'may-hold-trust': 'known' }
  const has = (of: Marks, age: AgeRange | null, known: boolean) =>
    alerts(of, age, known).find((id) => id.startsWith('position-of-trust')) ?? null

  test.each([aged(16), aged(17), aged(16, 17), aged(0, 17), aged(15, 16), null])(
    'stands where the child may be 16 or 17 and the other person may hold one (%o)',
    (age) => {
      expect(has(trust, age, true)).toBe('position-of-trust')
      expect(has({ ...trust, 'sexually-active': 'suspected' }, age, true)).toBe('position-of-trust')
    },
  )

  test('is open while nobody has said who the other person is, and gone once it is no such person', () => {
    expect(has(active, aged(17), false)).toBe('position-of-trust?')
    expect(has(active, aged(17), true)).toBeNull()
  })

  test.each([aged(15), aged(0, 12), aged(13, 15), aged(18, 130)])(
    'never stands where the child cannot be 16 or 17 (%o)',
    (age) => {
      expect(has(trust, age, true)).toBeNull()
      expect(has(active, age, false)).toBeNull()
    },
  )

  test('never stands without sexual activity, or something that points to it', () => {
    expect(has({ 'may-hold-trust': 'known' }, aged(17), true)).toBeNull()
    expect(has({}, aged(17), false)).toBeNull()
  })
})

describe('an alert about one fact', () => {
  test.each<Mark>(['exchange', 'adult-or-wide-age-gap', 'images', 'violence-or-pressure'])(
    '“%s” is as firm as the fact is, at any age',
    (mark) => {
      for (const age of [aged(10), aged(17), aged(18, 130), null]) {
        expect(alerts({ [mark]: 'known' }, age)).toEqual([mark])
        expect(alerts({ [mark]: 'suspected' }, age)).toEqual([`${mark}?`])
      }
    },
  )

  test.each<Mark>([
    'not-consensual',
    'meeting-unknown',
    'serious-self-harm',
    'controlling-or-violent',
  ])('“%s” stands by itself', (mark) =>
    expect(alerts({ [mark]: 'known' }, aged(15))).toEqual([mark]),
  )
})
