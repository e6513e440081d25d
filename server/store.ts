import { type SessionRow, storedFrom } from './session-row.ts'
import { perEvent, slice } from './slices.ts'
import type { Sql } from './sql.ts'
import { makeTables } from './tables.ts'

/** What is known of a session before its first event: all that is stored of it in the clear. */
export type SessionHead = {
  id: string
  area: string
  digest: string
  mode: 'live' | 'rehearsal'
  /** The day whose key its own key is wrapped with, `2026-11-22`. */
  day: string
  /** When it is deleted, in milliseconds of the steady clock. */
  expires: number
}

/** A way to a session's data key: the hash of the client's key, and the data key wrapped by it. */
export type Way = { hash: string; wrapped: Uint8Array }

/** A code's own way: the number it is found by, its wrapping, and how often it was tried in vain. */
export type CodeWay = { locator: string; wrapped: Uint8Array; tries: number }

export type StoredSession = {
  /** The number of its row, by which its events are found. */
  row: number
  head: SessionHead
  key: Way
  /** The key that takes over once it is confirmed. */
  next: Way | null
  code: CodeWay | null
  /** Sealed: how long the record was when it was last put down. */
  rest: Uint8Array | null
}

/** The tables and every statement made on them. Nothing here can read what it keeps. */
export type Store = ReturnType<typeof openStore>

/** Opens the tables over a storage port, making them where they are missing. */
export function openStore(sql: Sql) {
  makeTables(sql)

  function sliceAfter(row: number, after: number): { end: number | null; weight: number } {
    let weight = 0
    let end: number | null = null
    for (const { place, bytes } of sql.all<{ place: number; bytes: number }>(
      `select rowid as place, length(sealed) as bytes from event
       where session = ? and rowid > ? order by rowid limit ${slice / perEvent}`,
      row,
      after,
    )) {
      if (weight >= slice) break
      weight += bytes + perEvent
      end = place
    }
    return { end, weight }
  }

  return {
    /** Keeps a session's head and first way in, and the pack it stays on for as long as it lives. */
    begin(head: SessionHead, key: Way, packFiles: string): StoredSession {
      sql.transaction(() => {
        sql.run(`insert or ignore into pack (digest, files) values (?, ?)`, head.digest, packFiles)
        sql.run(
          `insert into session (id, area, digest, mode, day, expires, key_hash, key_wrapped)
           values (?, ?, ?, ?, ?, ?, ?, ?)`,
          head.id,
          head.area,
          head.digest,
          head.mode,
          head.day,
          head.expires,
          key.hash,
          key.wrapped,
        )
      })
      const [made] = sql.all<{ row: number }>(`select row from session where id = ?`, head.id)
      return { row: made?.row ?? 0, head, key, next: null, code: null, rest: null }
    },

    session(id: string): StoredSession | null {
      const [row] = sql.all<SessionRow>(`select * from session where id = ?`, id)
      return row ? storedFrom(row) : null
    },

    /** The session a code's number leads to, or `null`. */
    located(locator: string): string | null {
      return (
        sql.all<{ id: string }>(`select id from session where locator = ?`, locator)[0]?.id ?? null
      )
    },

    /** The raw files of a pack that some session began with, or `null`. */
    pack(digest: string): string | null {
      return (
        sql.all<{ files: string }>(`select files from pack where digest = ?`, digest)[0]?.files ??
        null
      )
    },

    /** The events after a place that make one slice: the place of the last, `null` where there are none, and their weight. */
    sliceAfter,

    /** The sealed events of a session after a place and up to another, oldest first. */
    events(row: number, after: number, end: number): Uint8Array[] {
      return sql
        .all<{ sealed: Uint8Array }>(
          `select sealed from event where session = ? and rowid > ? and rowid <= ? order by rowid`,
          row,
          after,
          end,
        )
        .map(({ sealed }) => sealed)
    },

    /** One sealed event of a session, counted from 1, or `null`. */
    event(row: number, seq: number): Uint8Array | null {
      const [found] = sql.all<{ sealed: Uint8Array }>(
        `select sealed from event where session = ? order by rowid limit 1 offset ?`,
        row,
        seq - 1,
      )
      return (seq > 0 && found?.sealed) || null
    },

    append(row: number, sealed: Uint8Array): void {
      sql.run(`insert into event (session, sealed) values (?, ?)`, row, sealed)
    },

    keepKeys(row: number, key: Way, next: Way | null): void {
      sql.run(
        `update session set key_hash = ?, key_wrapped = ?, next_hash = ?, next_wrapped = ?
         where row = ?`,
        key.hash,
        key.wrapped,
        next?.hash ?? null,
        next?.wrapped ?? null,
        row,
      )
    },

    keepCode(row: number, code: CodeWay | null): void {
      sql.run(
        `update session set locator = ?, code_wrapped = ?, code_tries = ? where row = ?`,
        code?.locator ?? null,
        code?.wrapped ?? null,
        code?.tries ?? 0,
        row,
      )
    },

    keepRest(row: number, rest: Uint8Array): void {
      sql.run(`update session set rest = ? where row = ?`, rest, row)
    },

    keepUntil(row: number, expires: number): void {
      sql.run(`update session set expires = ? where row = ?`, expires, row)
    },

    /** Some of the sessions whose time is over, by their ids. */
    expired(steady: number): string[] {
      return sql
        .all<{ id: string }>(
          `select id from session where expires > 0 and expires <= ? limit 50`,
          steady,
        )
        .map(({ id }) => id)
    },

    /**
     * Takes from a session its id and every way in, so that nobody finds or reads what is left until that is
     * erased too.
     */
    shred(row: number): void {
      sql.run(
        `update session set id = 'shredded ' || row, day = '', expires = 0, key_hash = '',
         key_wrapped = x'', next_hash = null, next_wrapped = null, locator = null,
         code_wrapped = null, rest = null where row = ?`,
        row,
      )
    },

    /** One of the sessions that are shredded and not erased yet, or `null`. */
    shredded(): number | null {
      return (
        sql.all<{ row: number }>(`select row from session where expires = 0 limit 1`)[0]?.row ??
        null
      )
    },

    /** Erases one slice of a session, and the session with the last. @returns the weight of what was erased */
    eraseSlice(row: number): number {
      return sql.transaction(() => {
        const { end, weight } = sliceAfter(row, 0)
        if (end !== null) sql.run(`delete from event where session = ? and rowid <= ?`, row, end)
        if (weight < slice) sql.run(`delete from session where row = ?`, row)
        return weight
      })
    },

    /** The days whose keys the sessions here are wrapped with. */
    days(): string[] {
      return sql
        .all<{ day: string }>(`select distinct day from session where day > ''`)
        .map(({ day }) => day)
    },

    /** The sessions that were begun on a day, by their ids. */
    begunOn(day: string): string[] {
      return sql
        .all<{ id: string }>(`select id from session where day = ?`, day)
        .map(({ id }) => id)
    },

    /** The first day whose key a session here still needs, or `null`. */
    firstDay(): string | null {
      return (
        sql.all<{ day: string | null }>(`select min(day) as day from session where day > ''`)[0]
          ?.day ?? null
      )
    },

    /** Which key the sessions of a day were wrapped with, or `null` where that is not known. */
    keyId(day: string): string | null {
      return sql.all<{ id: string }>(`select id from day_key where day = ?`, day)[0]?.id ?? null
    },

    keepKeyId(day: string, id: string): void {
      sql.run(`insert or replace into day_key (day, id) values (?, ?)`, day, id)
    },

    /** Forgets which the keys of the days before this one were. */
    forgetKeyIds(before: string): void {
      const [any] = sql.all(`select day from day_key where day < ? limit 1`, before)
      if (any) sql.run(`delete from day_key where day < ?`, before)
    },

    /** When the next session's time is over, or `null` where there is none. */
    nextExpiry(): number | null {
      return (
        sql.all<{ next: number | null }>(`select min(expires) as next from session`)[0]?.next ??
        null
      )
    },
  }
}
