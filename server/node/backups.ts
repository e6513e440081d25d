import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import type { DiskRoom } from '../room.ts'
import { codeOf } from './error-code.ts'
import type { Sqlite } from './sqlite.ts'
import { syncFolder } from './sync-folder.ts'

/** What a folder of backups holds, drafts that a stop left behind among it. */
export const backupFiles =
  /^(handrail\.sqlite|clock\.json)(\.new)?$|^handrail\.sqlite\.new-journal$/

/** After so many pieces what was copied is sent to the disk, so that the last one has little left to wait for. */
const piecesAhead = 50

type Source = {
  /** The folder of the database. */
  dataDir: string
  store: Pick<Sqlite, 'copy'>
  /** Makes durable, and says, what waits to be. */
  flush: () => void
  /** What room the disk of the database has. */
  room: () => DiskRoom
  log: Log
}

/**
 * Puts a whole copy of the database into a folder, over and over, and beside it the clock's note, each in the place
 * of the one before. The keys of the days are in neither. What goes wrong is logged, and never more than that.
 * @param every in milliseconds; where one takes longer than that, the next waits for it
 */
export function createBackups(
  { folder, every }: { folder: string; every: number },
  { dataDir, store, flush, room, log }: Source,
) {
  const file = join(folder, 'handrail.sqlite')
  const draft = `${file}.new`
  let stopped = false
  let writing: Promise<void> | null = null

  const mayGoOn = () => !stopped && room() === 'enough'

  async function copyTo(handle: FileHandle): Promise<void> {
    let pieces = 0
    let sending: Promise<void> | null = null
    await store.copy(draft, () => {
      if (!mayGoOn()) throw new Error('a backup was broken off')
      flush()
      pieces += 1
      if (pieces % piecesAhead > 0 || sending) return
      sending = handle
        .datasync()
        // The last sync says it, too.
        .catch(() => {})
        .finally(() => {
          sending = null
        })
    })
    await sending
    await handle.sync()
  }

  function removeDraft(): void {
    for (const left of [draft, `${draft}-journal`]) rmSync(left, { force: true })
  }

  async function write(): Promise<void> {
    removeDraft()
    try {
      const handle = await open(draft, 'wx', 0o600)
      await copyTo(handle).finally(() => handle.close())
    } catch (error) {
      removeDraft()
      throw error
    }
    const note = join(folder, 'clock.json')
    const said = readFileSync(join(dataDir, 'clock.json'))
    writeFileSync(`${note}.new`, said, { mode: 0o600, flush: true })
    renameSync(`${note}.new`, note)
    renameSync(draft, file)
    syncFolder(folder)
  }

  async function attempt(): Promise<void> {
    if (mayGoOn()) {
      try {
        await write()
        return log({ kind: 'backup', bytes: statSync(file).size })
      } catch (error) {
        if (mayGoOn()) return log({ kind: 'backup-failed', code: codeOf(error) })
      }
    }
    if (!stopped) log({ kind: 'backup-skipped', room: room() })
  }

  // None at the start: what came in the place of a lost database would take the place of its backup as well.
  const timer = setInterval(() => {
    writing ??= attempt().finally(() => {
      writing = null
    })
  }, every)

  return {
    /** Breaks off the one that is being written, and begins no more. Resolves once the database is let go of. */
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await writing
    },
  }
}
