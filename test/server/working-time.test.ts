import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../content/timeline-file.ts'
import { calendarFaults } from '../../server/pack-faults.ts'
import { afterWorkingHours, timeOf } from '../../server/working-time.ts'
import { southwark } from '../support/southwark.ts'

const calendar = southwark.pack.timeline.calendar as Calendar

/** `date time` after a number of working hours, or that the calendar does not say. */
function after(date: string, time: string, hours: number): string {
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const end = afterWorkingHours(calendar, { date, minute }, hours)
  return end ? `${end.date} ${timeOf(end.minute)}` : 'not said'
}

describe('working hours', () => {
  test.each([
    ['within one day', '2026-11-18', '10:15', 4, '2026-11-18 14:15'],
    ['to the very end of a day', '2026-11-18', '13:00', 4, '2026-11-18 17:00'],
    ['over a night', '2026-11-18', '15:52', 4, '2026-11-19 11:52'],
    ['over a weekend', '2026-11-20', '15:52', 4, '2026-11-23 11:52'],
    ['from before the day begins', '2026-11-18', '03:00', 4, '2026-11-18 13:00'],
    ['from a Saturday', '2026-11-21', '12:00', 4, '2026-11-23 13:00'],
    ['three days of them', '2026-11-20', '15:52', 24, '2026-11-25 15:52'],
    ['over Christmas and its day in lieu', '2026-12-24', '16:00', 4, '2026-12-29 12:00'],
    ['over a year’s end', '2026-12-31', '16:00', 24, '2027-01-06 16:00'],
    ['over the days of Easter', '2027-03-25', '16:00', 4, '2027-03-30 12:00'],
  ])('are counted %s', (_, date, time, hours, end) => {
    expect(after(date, time, hours)).toBe(end)
  })

  test('are not guessed past the years whose bank holidays are listed', () => {
    expect(after('2028-12-29', '16:00', 1)).toBe('2028-12-29 17:00')
    expect(after('2028-12-29', '16:00', 4)).toBe('not said')
    expect(after('2025-12-31', '10:00', 4)).toBe('not said')
  })

  test('that reach no further are a fault of the content once that time has come', () => {
    expect(calendarFaults(southwark.pack, '2028-12-31')).toEqual([])
    expect(calendarFaults(southwark.pack, '2029-01-01')).toMatchObject([
      { file: 'timeline.json', path: 'calendar' },
    ])
  })
})

describe('England’s bank holidays', () => {
  const weekday = (date: string) => new Date(`${date}T12:00:00Z`).getUTCDay()

  test('are eight in each year, all on days from Monday to Friday', () => {
    for (let year = calendar.from; year <= calendar.to; year += 1) {
      const days = calendar.holidays.filter(({ date }) => date.startsWith(String(year)))
      expect(days.length, String(year)).toBe(8)
      for (const { date } of days) expect([1, 2, 3, 4, 5], date).toContain(weekday(date))
    }
  })

  test('have Good Friday and Easter Monday beside the Sunday that the calendar of the church gives', () => {
    for (let year = calendar.from; year <= calendar.to; year += 1) {
      const on = (name: string) =>
        calendar.holidays.find((day) => day.name === name && day.date.startsWith(String(year)))
          ?.date
      const sunday = Date.UTC(year, 0, 1) + (easterDay(year) - 1) * 86_400_000
      const day = (offset: number) =>
        new Date(sunday + offset * 86_400_000).toISOString().slice(0, 10)
      expect(on('Good Friday')).toBe(day(-2))
      expect(on('Easter Monday')).toBe(day(1))
    }
  })
})

/** The day of the year, from 1, of Easter Sunday: the first Sunday after the church’s full moon. */
function easterDay(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const moon =
    (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) %
    30
  const full =
    moon -
    Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11))
  const shift = (year + Math.floor(year / 4) + full + 2 - century + Math.floor(century / 4)) % 7
  const offset = full - shift
  const month = 3 + Math.floor((offset + 40) / 44)
  const day = offset + 28 - 31 * Math.floor(month / 4)
  return (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000 + 1
}
