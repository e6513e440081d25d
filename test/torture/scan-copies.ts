import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { nodeCipher } from '../../server/node/cipher.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import { openStore, type StoredSession } from '../../server/store.ts'
import { waysIn } from '../../server/ways-in.ts'

/** One session as a copy of the store holds it. */
export type Copied = { stored: StoredSession; events: Uint8Array[] }

/** Copies a folder file by file, as a careless backup does, and empties the place first. */
export function copyFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  cpSync(from, to, { recursive: true })
}

/** Every file of these folders, whatever it is called. */
export const filesOf = (...folders: string[]): string[] =>
  folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )

/** Reads sessions out of a copy of the store. What is opened is a copy of the copy. */
export function sessionsIn(folder: string, ids: readonly string[]): Copied[] {
  const reading = `${folder}-reading`
  copyFolder(folder, reading)
  const sql = openSqlite(join(reading, 'handrail.sqlite'))
  try {
    const store = openStore(sql)
    return ids.flatMap((id) => {
      const stored = store.session(id)
      return stored
        ? [{ stored, events: store.events(stored.row, 0, Number.MAX_SAFE_INTEGER) }]
        : []
    })
  } finally {
    sql.close()
    rmSync(reading, { recursive: true })
  }
}

/** The keys of a session that only memory may hold: its data key, and the one that this is wrapped with. */
export function keysOf({ stored }: Copied, key: string, keyFolder: string): Uint8Array[] {
  const { head } = stored
  const dayKey = new Uint8Array(readFileSync(join(keyFolder, `${head.day}.key`)))
  const opened = waysIn(nodeCipher).byKey(stored, key, dayKey)
  if (typeof opened === 'string') return []
  const both = Buffer.concat([Buffer.from(key), dayKey])
  return [opened.dataKey, nodeCipher.derive(both, head.id, 'handrail data key')]
}

/** Asks SQLite itself for a backup. @returns whether the lock let it */
export function vacuumInto(file: string, into: string): boolean {
  try {
    const db = new DatabaseSync(file, { timeout: 200 })
    try {
      db.exec(`vacuum into '${into}'`)
      return true
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}
