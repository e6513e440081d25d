import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Sql, SqlValue } from '../sql.ts'

/**
 * The storage port over one SQLite file. Every commit reaches the disk before it returns, and what is
 * deleted is overwritten.
 * @param file a path, or `:memory:`
 */
export function openSqlite(file: string): Sql & { close: () => void } {
  const db = new DatabaseSync(file)
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on')
  if (db.prepare('pragma synchronous').get()?.synchronous !== 2) {
    throw new Error('the database does not keep synchronous = full')
  }
  const prepared = new Map<string, StatementSync>()
  const statement = (query: string) => {
    const known = prepared.get(query) ?? db.prepare(query)
    prepared.set(query, known)
    return known
  }
  return {
    all: <Row extends Record<string, SqlValue>>(query: string, ...values: SqlValue[]) =>
      statement(query).all(...values) as Row[],
    run(query, ...values) {
      statement(query).run(...values)
    },
    transaction(work) {
      if (db.isTransaction) return work()
      db.exec('begin immediate')
      try {
        const result = work()
        db.exec('commit')
        return result
      } catch (error) {
        if (db.isTransaction) db.exec('rollback')
        throw error
      }
    },
    close: () => db.close(),
  }
}
