import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const db = new DatabaseSync(join(process.env.DATA_DIR ?? '.', 'peer.sqlite'))
db.exec('pragma journal_mode = wal; pragma synchronous = full')
db.exec('create table state (id text primary key, json text not null) without rowid')
const one = db.prepare('select json from state where id = ?')
const put = db.prepare('insert or replace into state (id, json) values (?, ?)')
const drop = db.prepare('delete from state where id = ?')

/** A peer's state by id, as JSON on disk before a call returns. */
export const keptState = {
  get(id: string): unknown {
    const row = one.get(id)
    return row && JSON.parse(String(row.json))
  },
  set(id: string, state: unknown): void {
    put.run(id, JSON.stringify(state))
  },
  delete(id: string): void {
    drop.run(id)
  },
}

/** The same for the two that bring a storage interface of their own. */
export const keptStorage = {
  async read(ids: string[]) {
    return Object.fromEntries(
      ids.flatMap((id) => {
        const state = keptState.get(id)
        return state === undefined ? [] : [[id, state]]
      }),
    )
  },
  async write(changes: Record<string, unknown>) {
    for (const [id, state] of Object.entries(changes)) keptState.set(id, state)
  },
  async delete(ids: string[]) {
    for (const id of ids) keptState.delete(id)
  },
}
