import { join } from 'node:path'
import { openSqlite } from '../../server/node/sqlite.ts'

/** How many sessions and events are left in the database of a folder that no service has open. */
export function rowsIn(data: string): number {
  const sql = openSqlite(join(data, 'handrail.sqlite'))
  const count = (table: string) =>
    sql.all<{ n: number }>(`select count(*) as n from ${table}`)[0]?.n ?? 0
  const rows = count('session') + count('event')
  sql.close()
  return rows
}
