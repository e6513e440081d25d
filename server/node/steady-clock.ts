import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { z } from 'zod'
import type { Clock } from '../retention.ts'

/** What is noted of the time, so that the next process knows how much has passed. */
const noted = z.object({ steady: z.number(), wall: z.number(), up: z.number(), boot: z.string() })

/** Where the time is read: on the wall, since the machine started, and which start that was. */
export type Time = {
  wall: () => number
  up: () => number
  boot: () => string
  /** Cheap to read; stands still while the machine sleeps. */
  ticks: () => number
}

const machineTime: Time = {
  wall: Date.now,
  up: () => uptime() * 1000,
  ticks: () => performance.now(),
  boot: () => {
    try {
      return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    } catch {
      return ''
    }
  },
}

/**
 * A clock that nobody can move. It begins as the time on the wall, and then counts what has passed since
 * the machine started; a note in a file carries it from one process to the next. Only when the machine
 * itself was started anew is the wall believed, and then never backwards.
 * @param file where the note is kept
 */
export function steadyClock(file: string, time: Time = machineTime): Clock & { note: () => void } {
  const boot = time.boot()
  const up = time.up()
  const start = startOf(readNote(file), time, boot, up)
  let ahead = start - time.ticks()
  const steady = () => Math.round(ahead + time.ticks())
  const note = () => {
    // A machine that slept is put right here: its ticks stood still, and what is up went on.
    ahead = Math.max(ahead, start + (time.up() - up) - time.ticks())
    const text = JSON.stringify({ steady: steady(), wall: time.wall(), up: time.up(), boot })
    try {
      writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
      renameSync(`${file}.new`, file)
    } catch {
      // An older note does as well, for as long as this start of the machine lasts.
    }
  }
  note()
  return { now: time.wall, steady, note }
}

function startOf(note: z.infer<typeof noted> | null, time: Time, boot: string, up: number): number {
  if (!note) return time.wall()
  const sameStart = boot !== '' && note.boot === boot && up >= note.up
  return note.steady + Math.max(0, sameStart ? up - note.up : time.wall() - note.wall)
}

function readNote(file: string) {
  try {
    return noted.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
