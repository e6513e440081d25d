import type { Calendar } from '../content/timeline-file.ts'

/** A day, `2026-11-21`, and the minute of it, from 0, both as an area's own clocks show them. */
export type LocalMoment = { date: string; minute: number }

/**
 * When a number of working hours, at least one, has gone by.
 * @returns `null` where that lies outside the years whose bank holidays are listed: nothing is guessed
 */
export function afterWorkingHours(
  { closes, from, holidays, opens, to }: Calendar,
  start: LocalMoment,
  hours: number,
): LocalMoment | null {
  const off = new Set(holidays.map(({ date }) => date))
  const works = (date: string) => !off.has(date) && weekday(date) >= 1 && weekday(date) <= 5
  const open = minuteOf(opens)
  const shut = minuteOf(closes)
  let left = hours * 60
  for (let { date, minute } = start; ; date = dayAfter(date), minute = 0) {
    const year = Number(date.slice(0, 4))
    if (year < from || year > to) return null
    if (!works(date)) continue
    const begins = Math.max(minute, open)
    const room = Math.max(shut - begins, 0)
    if (room >= left) return { date, minute: begins + left }
    left -= room
  }
}

/** `09:30` as the minute of the day. */
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** A minute of the day as `09:30`. */
export const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

const noon = (date: string) => new Date(`${date}T12:00:00Z`)

/** Sunday is 0. */
const weekday = (date: string) => noon(date).getUTCDay()

const dayAfter = (date: string) =>
  new Date(noon(date).getTime() + 86_400_000).toISOString().slice(0, 10)
