import type { Sql, SqlValue } from '../sql.ts'

/** What the adapter needs of a Durable Object's storage. */
export type DurableStorage = {
  sql: { exec(query: string, ...values: unknown[]): { toArray(): Record<string, unknown>[] } }
  transactionSync<Result>(work: () => Result): Result
}

/**
 * The storage port over a Durable Object's own SQLite. The object's output gate holds every reply
 * back until what it acknowledges is durable.
 */
export const durableSqlite = (storage: DurableStorage): Sql => {
  const exec = (query: string, values: SqlValue[]) =>
    storage.sql.exec(query, ...values.map(bound)).toArray()
  return {
    all: <Row extends Record<string, SqlValue>>(query: string, ...values: SqlValue[]) =>
      exec(query, values).map(
        (row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, value]) => [name, read(value)]),
          ) as Row,
      ),
    run(query, ...values) {
      exec(query, values)
    },
    transaction: (work) => storage.transactionSync(work),
  }
}

/** Here bytes go in and come out as buffers, and elsewhere as arrays over them. */
const bound = (value: SqlValue) => (value instanceof Uint8Array ? value.slice().buffer : value)
const read = (value: unknown) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value)
