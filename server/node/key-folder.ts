import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Cipher } from '../cipher.ts'
import type { DayKeys } from '../day-keys.ts'
import { erasing } from '../erasing.ts'
import { keyId } from '../known-keys.ts'
import { atOnce } from '../slices.ts'
import { openStore } from '../store.ts'
import { codeOf } from './error-code.ts'
import { keyFiles, keyName, readKey } from './key-files.ts'
import { ownFolder } from './own-folder.ts'
import type { Sqlite } from './sqlite.ts'
import { writeOnce } from './write-once.ts'

const idName = 'folder.id'
const lockName = 'folder.lock'
const ourFiles = /^(\d{4}-\d\d-\d\d\.key|folder\.id)(\.new)?$|^folder\.lock(-journal)?$/

/** The folder of the keys, opened for one service alone. */
export type KeyFolder = {
  keys: DayKeys
  /** Whether the folder is there, and in it every key that a stored session needs. */
  isReadable: () => boolean
  /** What was changed about the folder, for the deployer to read. */
  said: string | null
}

/**
 * Opens the folder of the keys for a database, or says why it must not be started with. The folder and the
 * database know each other by an id, so that a folder that is not mounted, or another's, is noticed before
 * a key is made in it; and one service holds it locked.
 * @param lost days whose keys the deployer gives up: what needs one that is missing is erased
 * @param patience how long to wait for a service that still has the folder, in milliseconds
 */
export function openKeyFolder(
  folder: string,
  sql: Sqlite,
  cipher: Cipher,
  { lost, patience = 10_000 }: { lost: readonly string[]; patience?: number },
): KeyFolder | { refused: string[] } {
  const store = openStore(sql)
  sql.run(`create table if not exists key_folder (id text not null, bound integer not null)`)
  const [known] = sql.all<{ id: string; bound: number }>(`select id, bound from key_folder`)
  const found = idIn(folder)
  if (known?.bound && found === null) return { refused: notThere(folder) }
  if (found !== null && found !== known?.id) return { refused: another(folder) }

  const faultOf = (day: string): string | null => {
    const key = readKey(folder, day)
    if (typeof key === 'string') return key
    const id = store.keyId(day)
    return id === null || id === keyId(cipher, day, key) ? null : 'another'
  }
  const faults = store.days().flatMap((day) => {
    const fault = faultOf(day)
    return fault === null ? [] : [{ day, fault, count: store.begunOn(day).length }]
  })
  const givenUp = faults.filter(({ day, fault }) => fault === 'missing' && lost.includes(day))
  if (faults.length > givenUp.length) {
    return {
      refused: faults.filter((one) => !givenUp.includes(one)).map((one) => noKey(folder, one)),
    }
  }

  const word = ownFolder('KEY_DIR', folder, ourFiles)
  if (word && 'refused' in word) return { refused: [word.refused] }
  if (!locked(join(folder, lockName), patience)) return { refused: inUse(folder) }
  const rows = givenUp
    .flatMap(({ day }) => store.begunOn(day))
    .flatMap((session) => store.session(session)?.row ?? [])
  for (const row of rows) store.shred(row)
  atOnce(erasing(store, rows), '')

  // In this order a process that ends in between leaves what the next one goes on with.
  const id = known?.id ?? Buffer.from(cipher.random(16)).toString('hex')
  if (!known) sql.run(`insert into key_folder (id, bound) values (?, 0)`, id)
  sql.commit()
  if (found === null) writeOnce(join(folder, idName), id)
  if (!known?.bound) sql.run(`update key_folder set bound = 1`)
  sql.commit()

  const isHere = () => {
    try {
      return idIn(folder) === id
    } catch {
      return false
    }
  }
  return {
    keys: keyFiles(folder, cipher, isHere),
    isReadable: () => isHere() && store.days().every((day) => faultOf(day) === null),
    said: word?.said ?? null,
  }
}

/** The id a folder has, or `null` where there is none. */
function idIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, idName), 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Locks a file until this process ends, however it ends: SQLite asks the system for it. */
function locked(file: string, patience: number): boolean {
  const db = new DatabaseSync(file, { timeout: patience })
  try {
    db.exec('pragma locking_mode = exclusive; begin exclusive')
    holding.push(db)
    return true
  } catch (error) {
    db.close()
    if (error instanceof Error && /locked/.test(error.message)) return false
    throw error
  }
}

/** Whoever is collected as garbage gives its lock back. */
const holding: DatabaseSync[] = []

const notThere = (folder: string) => [
  `KEY_DIR: the keys of this database are not in ${folder}. If they are on another volume, mount it and start again.`,
  'If they are lost for good, nobody can read what was kept with them: move DATA_DIR away too, and begin with new ones.',
]

const another = (folder: string) => [
  `KEY_DIR: ${folder} holds the keys of another database. Name a folder for this one alone.`,
]

const inUse = (folder: string) => [
  `KEY_DIR: another service is using ${folder}. Stop it, or name a folder for this one alone.`,
]

const why: Readonly<Record<string, string>> = {
  missing: 'is not there',
  short: 'was cut short',
  another: 'is another than the one that was used',
}

function noKey(
  folder: string,
  { day, fault, count }: { day: string; fault: string; count: number },
) {
  const file = join(folder, keyName(day))
  const kept = `${count} kept ${count === 1 ? 'conversation needs' : 'conversations need'} it.`
  const giveUp = `If it is lost for good, move what is left of it away and start once with KEYS_LOST=${day}, which erases what needs it.`
  return `KEY_DIR: the key ${file} ${why[fault] ?? `cannot be read (${fault})`}. ${kept} Put it right and start again. ${giveUp}`
}
