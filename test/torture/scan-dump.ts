import type { Sql, SqlValue } from '../../server/sql.ts'

type Row = Record<string, SqlValue>

/** All that a store holds: what someone with a copy of it has, and may put back. */
export type Dump = { session: Row[]; event: Row[]; pack: Row[] }

export const dumpOf = (sql: Sql): Dump => ({
  session: sql.all('select * from session order by row'),
  event: sql.all('select rowid as place, session, sealed from event order by rowid'),
  pack: sql.all('select * from pack'),
})

/** Fills an empty store. */
export function putBack(sql: Sql, { session, event, pack }: Dump): void {
  sql.transaction(() => {
    for (const row of session) insert(sql, 'session', row)
    for (const { place, ...row } of event) insert(sql, 'event', { rowid: place ?? 0, ...row })
    for (const row of pack) insert(sql, 'pack', row)
  })
}

function insert(sql: Sql, table: string, row: Row): void {
  const names = Object.keys(row)
  const places = names.map(() => '?').join(', ')
  sql.run(
    `insert or ignore into ${table} (${names.join(', ')}) values (${places})`,
    ...Object.values(row),
  )
}
