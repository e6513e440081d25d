import type { Pack } from '../content/pack.ts'
import { onceFor } from '../machines/once-for.ts'

/** Days and times as an area says them, in its own language and time zone. */
export const datesOf = onceFor(({ area }: Pack) => {
  const format = (options: Intl.DateTimeFormatOptions, timeZone = area.timeZone) =>
    new Intl.DateTimeFormat(area.language, { ...options, timeZone })
  const whole = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const day = format(whole)
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const written = format(whole, 'UTC')
  const month = format({ month: 'long', year: 'numeric' }, 'UTC')
  const parts = format({ day: '2-digit', month: '2-digit', year: 'numeric' })
  // A day begins on the minute everywhere, and a busy service asks which day it is many times a minute.
  let now = { minute: Number.NaN, today: '' }
  const dayOf = (at: number) => {
    const found = Object.fromEntries(
      parts.formatToParts(at).map(({ type, value }) => [type, value]),
    )
    return `${found.year}-${found.month}-${found.day}`
  }
  return {
    /** `21 November 2026, 15:52` */
    moment: (at: number) => `${day.format(at)}, ${time.format(at)}`,
    /** `21 November 2026`, the day it is in the area. */
    day: (at: number) => day.format(at),
    /** The minute of the day it is in the area, from 0. */
    minute: (at: number) => {
      const [hours = 0, minutes = 0] = time.format(at).split(':').map(Number)
      return hours * 60 + minutes
    },
    /** `2026-11-21`, the day it is in the area. */
    today: (at: number) => {
      const minute = Math.floor(at / 60_000)
      if (minute !== now.minute) now = { minute, today: dayOf(at) }
      return now.today
    },
    /** `21 November 2026` from `2026-11-21` */
    written: (date: string) => written.format(new Date(`${date}T00:00:00Z`)),
    /** `July 2015` from `2015-07` */
    month: (given: string) => month.format(new Date(`${given}-01T00:00:00Z`)),
  }
})

/** Whether a month, `2015-07`, ended more than a year before a day, `2026-11-21`. */
export const overAYearBefore = (month: string, today: string): boolean =>
  `${Number(month.slice(0, 4)) + 1}${month.slice(4)}` < today.slice(0, 7)
