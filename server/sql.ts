/** A value a row can hold on both runtimes. */
export type SqlValue = string | number | Uint8Array | null

/**
 * The storage port: three synchronous calls, the same on an embedded file and inside a Durable
 * Object. `transaction` keeps all of its writes or none, and rethrows what its work throws.
 */
export interface Sql {
  all<Row extends Record<string, SqlValue>>(query: string, ...values: SqlValue[]): Row[]
  run(query: string, ...values: SqlValue[]): void
  transaction<Result>(work: () => Result): Result
}
