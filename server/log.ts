import type { DiskRoom } from './room.ts'
import type { Harm } from './sealed-record.ts'

/** The whole of what may be logged: kinds and ids, and never a word that anyone typed. */
export type LogEntry =
  | { kind: 'started'; port: number }
  | { kind: 'stopped' }
  /** The store could not be written: what was under way was refused, and the service stops. */
  | { kind: 'storage-failed'; code: string }
  /** The system had no file or socket left to give: what was no conversation was closed. */
  | { kind: 'shed'; code: string }
  /** The disk has another amount of room than before: new conversations wait unless there is enough. */
  | { kind: 'disk'; room: DiskRoom }
  /** A backup is whole under its own name; or it is not, and the one before it still is. */
  | { kind: 'backup'; bytes: number }
  | { kind: 'backup-failed'; code: string }
  /** The disk of the database has too little room to write a backup beside it. */
  | { kind: 'backup-skipped'; room: DiskRoom }
  /** A record was found not to be as it was left. */
  | { kind: 'harm'; harm: Harm }
  /** Whether every key that is needed can be read: said when it changes. */
  | { kind: 'keys'; readable: boolean }
  | { kind: 'sign-in'; outcome: SignInFailure }
  | { kind: 'fault'; id: string; error: unknown }

/** How a sign-in can fail. One that succeeds is not logged: who came, and when, is not kept. */
export type SignInFailure = 'mismatch' | 'cancelled' | 'refused' | 'unreachable' | 'untrusted'

export type Log = (entry: LogEntry) => void

/** Writes one JSON line an entry. Of an error it keeps the name and the places in the code, not the text. */
export const jsonLog =
  (write: (line: string) => void, now: () => number): Log =>
  (entry) => {
    const { kind, ...rest } = entry
    const safe = 'error' in rest ? { id: rest.id, ...placesOf(rest.error) } : rest
    write(JSON.stringify({ at: new Date(now()).toISOString(), kind, ...safe }))
  }

function placesOf(error: unknown): { name: string; places: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, places: [] }
  // The message is cut off by its length, because its own lines could look like places.
  const stack = (error.stack ?? '').slice(`${error.name}: ${error.message}`.length)
  const places = stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  return { name: error.constructor.name, places: places.slice(0, 8).map((line) => line.trim()) }
}
