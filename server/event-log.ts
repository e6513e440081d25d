import type { Deed } from '../machines/case-record.ts'
import type { Sql } from './sql.ts'

/** What is known of a session before its first event. `key` is a hash; the key itself is never stored. */
export type SessionHead = {
  id: string
  key: string
  area: string
  digest: string
  mode: 'live' | 'rehearsal'
  startedAt: number
}

/** One deed as it happened: `seq` counts from 1, `at` is milliseconds since 1970. */
export type LoggedEvent = { seq: number; at: number; message: string; deed: Deed }

/** The event log is the only thing stored of a session; everything else is folded from it. */
export type EventLog = ReturnType<typeof openEventLog>

/** Opens the log over a storage port, making its tables where they are missing. */
export function openEventLog(sql: Sql) {
  sql.transaction(() => {
    sql.run(
      `create table if not exists pack (digest text primary key, files text not null) without rowid`,
    )
    sql.run(
      `create table if not exists session (
        id text primary key, key text not null, area text not null, digest text not null,
        mode text not null, started_at integer not null) without rowid`,
    )
    sql.run(
      `create table if not exists event (
        session text not null, seq integer not null, at integer not null, message text not null,
        deed text not null, primary key (session, seq)) without rowid`,
    )
  })
  return {
    /** Keeps a session's head, and the pack it stays on for as long as it lives. */
    begin(head: SessionHead, packFiles: string): void {
      sql.transaction(() => {
        sql.run(`insert or ignore into pack (digest, files) values (?, ?)`, head.digest, packFiles)
        sql.run(
          `insert into session (id, key, area, digest, mode, started_at) values (?, ?, ?, ?, ?, ?)`,
          head.id,
          head.key,
          head.area,
          head.digest,
          head.mode,
          head.startedAt,
        )
      })
    },

    head(id: string): SessionHead | null {
      const [row] = sql.all<{
        key: string
        area: string
        digest: string
        mode: SessionHead['mode']
        started_at: number
      }>(`select key, area, digest, mode, started_at from session where id = ?`, id)
      return row ? { id, ...row, startedAt: row.started_at } : null
    },

    /** The raw files of a pack that some session began with, or `null`. */
    pack(digest: string): string | null {
      return (
        sql.all<{ files: string }>(`select files from pack where digest = ?`, digest)[0]?.files ??
        null
      )
    },

    events(session: string): LoggedEvent[] {
      return sql
        .all<{ seq: number; at: number; message: string; deed: string }>(
          `select seq, at, message, deed from event where session = ? order by seq`,
          session,
        )
        .map((row) => ({ ...row, deed: JSON.parse(row.deed) as Deed }))
    },

    /** Durable when it returns; a throw means that nothing was kept. */
    append(session: string, { seq, at, message, deed }: LoggedEvent): void {
      sql.transaction(() =>
        sql.run(
          `insert into event (session, seq, at, message, deed) values (?, ?, ?, ?, ?)`,
          session,
          seq,
          at,
          message,
          JSON.stringify(deed),
        ),
      )
    },
  }
}
