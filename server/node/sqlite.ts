import { statSync } from 'node:fs'
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sql, SqlValue } from '../sql.ts'

/** The storage port over one file, whose writes are made durable together. */
export type Sqlite = Sql & {
  /** Makes durable all that was written since the last time; a throw means that none of it was kept. */
  commit(): void
  /** How many bytes of the file are in use, how many lie ready in it, and how many its log has beside it. */
  room(): { used: number; ready: number; log: number }
  /** Has the write-ahead log take as little room as it can, or no longer so. */
  squeeze(on: boolean): void
  /**
   * Writes all that is committed into another file, a few pages at a time, so that turns go on between them.
   * What is committed meanwhile is in it too.
   * @param between done before each piece: it commits what waits, since nothing is copied out of an open
   * transaction; a throw of it ends the copy, and what lies in the file then is no whole one
   */
  copy(into: string, between: () => void): Promise<void>
  close(): void
}

const isFull = (error: unknown) =>
  error instanceof Error && 'errcode' in error && error.errcode === 13

/** Node's code for a first piece that met an open transaction: it is none of SQLite's. */
const wasBusy = (error: unknown) =>
  error instanceof Error && 'errcode' in error && error.errcode === 0

/** How many pages are copied at a time, and how often a copy is begun anew where its first piece met a transaction. */
const copiedPages = 20
const mostTries = 100

/** What erases a slice of a record, and what ends it: its own row goes with the last of its slices. */
const sliceOfARecord = 'delete from event '
const lastOfARecord = 'delete from session '

/** How many pages the write-ahead log may hold before it is folded into the file: 64 MiB. */
const checkpointPages = 16_384

/** The same where the disk is nearly full, and while a record is erased, so that nobody waits long for it: 256 KiB. */
const fewPages = 64

/**
 * The storage port over one SQLite file, which no other process may open meanwhile. Every commit reaches
 * the disk before it returns. What is deleted is overwritten, and the write-ahead log that still held a record
 * is emptied with the commit that erases the last of it.
 * @param file a path, or `:memory:`
 * @param batched whether writes wait for `commit`; otherwise each is durable when it returns
 * @param patience how long to wait for a process that still has the file, in milliseconds
 */
export function openSqlite(file: string, { batched = false, patience = 10_000 } = {}): Sqlite {
  const db = new DatabaseSync(file, { timeout: patience })
  db.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full')
  db.exec(`pragma secure_delete = on; pragma temp_store = memory`)
  const { synchronous } = db.prepare('pragma synchronous').get() ?? {}
  const { secure_delete } = db.prepare('pragma secure_delete').get() ?? {}
  if (synchronous !== 2 || secure_delete !== 1) {
    throw new Error('the database does not keep synchronous = full and secure_delete = on')
  }
  let erasing = false
  let squeezed = false
  const boundLog = () =>
    db.exec(`pragma wal_autocheckpoint = ${erasing || squeezed ? fewPages : checkpointPages}`)
  boundLog()
  const prepared = new Map<string, StatementSync>()
  const statement = (query: string) => {
    const known = prepared.get(query) ?? db.prepare(query)
    prepared.set(query, known)
    return known
  }
  const begin = statement('begin immediate')
  const commit = statement('commit')
  let erased = false
  let nested = 0
  /** Why a transaction is gone in which writes waited for `commit`. */
  let lost: unknown = null

  const finish = () => {
    if (lost !== null) throw lost
    if (db.isTransaction) commit.run()
    if (!erased) return
    try {
      db.exec('pragma wal_checkpoint(truncate)')
      erased = false
    } catch (error) {
      // What was committed is in the log, which is emptied with a later commit, once the disk has room.
      if (!isFull(error)) throw error
    }
  }
  const writing = <Result>(work: () => Result): Result => {
    if (!db.isTransaction) begin.run()
    try {
      const result = work()
      if (!batched) finish()
      return result
    } catch (error) {
      if (!batched && db.isTransaction) db.exec('rollback')
      // A disk that fails in the middle of a statement takes back all that the transaction held.
      if (batched && !db.isTransaction) lost = error
      throw error
    }
  }

  /** To empty the log costs three waits for the disk, which everyone would have at every slice of a record. */
  const erases = (query: string) => {
    const last = query.startsWith(lastOfARecord)
    if (!last && !query.startsWith(sliceOfARecord)) return
    erased ||= squeezed || last
    if (erasing === !last) return
    erasing = !last
    boundLog()
  }

  return {
    all: <Row extends Record<string, SqlValue>>(query: string, ...values: SqlValue[]) =>
      statement(query).all(...values) as Row[],
    run(query, ...values) {
      erases(query)
      if (nested > 0) statement(query).run(...values)
      else writing(() => statement(query).run(...values))
    },
    transaction(work) {
      if (nested > 0) return work()
      return writing(() => {
        nested += 1
        db.exec('savepoint piece')
        try {
          const result = work()
          db.exec('release piece')
          return result
        } catch (error) {
          if (db.isTransaction) db.exec('rollback to piece; release piece')
          throw error
        } finally {
          nested -= 1
        }
      })
    },
    commit() {
      try {
        finish()
      } catch (error) {
        if (db.isTransaction) db.exec('rollback')
        throw error
      }
    },
    room() {
      const value = (name: string) =>
        Number(Object.values(statement(`pragma ${name}`).get() ?? {})[0])
      const [all, ready, size] = [value('page_count'), value('freelist_count'), value('page_size')]
      const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
      return { used: (all - ready) * size, ready: ready * size, log }
    },
    squeeze(on) {
      if (on === squeezed) return
      squeezed = on
      erased ||= on
      boundLog()
    },
    async copy(into, between) {
      for (let tries = 1; ; tries += 1) {
        try {
          between()
          await backup(db, into, { rate: copiedPages, progress: between })
          return
        } catch (error) {
          if (!wasBusy(error) || tries === mostTries) throw error
          await pause(1)
        }
      }
    },
    close: () => db.close(),
  }
}
