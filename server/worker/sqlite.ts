import type { Sql, SqlValue } from '../sql.ts'

/** What the adapter needs of a Durable Object's storage. */
export type DurableStorage = {
  sql: { exec(query: string, ...values: SqlValue[]): { toArray(): Record<string, unknown>[] } }
  transactionSync<Result>(work: () => Result): Result
}

/**
 * The storage port over a Durable Object's own SQLite. The object's output gate holds every reply
 * back until what it acknowledges is durable.
 */
export const durableSqlite = (storage: DurableStorage): Sql => ({
  all: <Row extends Record<string, SqlValue>>(query: string, ...values: SqlValue[]) =>
    storage.sql.exec(query, ...values).toArray() as Row[],
  run(query, ...values) {
    storage.sql.exec(query, ...values)
  },
  transaction: (work) => storage.transactionSync(work),
})
