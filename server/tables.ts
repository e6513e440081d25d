import type { Sql } from './sql.ts'

/** Makes the tables where they are missing. */
export function makeTables(sql: Sql): void {
  sql.transaction(() => {
    sql.run(
      `create table if not exists pack (digest text primary key, files text not null) without rowid`,
    )
    sql.run(
      `create table if not exists session (
        row integer primary key, id text not null unique,
        area text not null, digest text not null, mode text not null,
        day text not null, expires integer not null,
        key_hash text not null, key_wrapped blob not null, next_hash text, next_wrapped blob,
        locator text unique, code_wrapped blob, code_tries integer not null default 0, rest blob)`,
    )
    sql.run(`create index if not exists session_expires on session (expires)`)
    sql.run(`create index if not exists session_day on session (day)`)
    // Rows go in at the end of one table and their places into a small index: a turn of a thousand
    // conversations then touches a tenth of the pages that a table ordered by conversation would.
    sql.run(`create table if not exists event (session integer not null, sealed blob not null)`)
    sql.run(`create index if not exists event_session on event (session)`)
    sql.run(
      `create table if not exists day_key (day text primary key, id text not null) without rowid`,
    )
  })
}
