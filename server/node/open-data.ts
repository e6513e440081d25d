import { join } from 'node:path'
import { backupFolderFault } from './backup-folder.ts'
import { backupFiles } from './backups.ts'
import { nodeCipher } from './cipher.ts'
import { makeRoom } from './disk-watch.ts'
import { openKeyFolder } from './key-folder.ts'
import { opened, stop } from './not-started.ts'
import { ownFolder } from './own-folder.ts'
import type { NodeSettings } from './settings.ts'
import { openSqlite } from './sqlite.ts'
import { steadyClock } from './steady-clock.ts'

const ourFiles = /^handrail\.sqlite(-wal|-shm|-journal)?$|^(clock\.json|reserve)(\.new)?$/

/** What is kept is for the account that runs this and for no other. */
export function openData({ dataDir, keyDir, keysLost, disk, backup }: NodeSettings) {
  process.umask(0o077)
  const fault = backup && backupFolderFault(backup.folder, { dataDir, keyDir })
  if (fault) stop(fault)
  own('DATA_DIR', dataDir, ourFiles)
  if (backup) own('BACKUP_DIR', backup.folder, backupFiles)
  const data = opened('DATA_DIR', `the database in ${dataDir}`, () => {
    makeRoom(dataDir, disk)
    const store = openSqlite(join(dataDir, 'handrail.sqlite'), { batched: true })
    return { store, clock: steadyClock(join(dataDir, 'clock.json')) }
  })
  const unsealed = `select 1 as found from sqlite_master where name = 'event' and sql like '%deed%'`
  if (data.store.all(unsealed).length > 0) {
    stop(`DATA_DIR: the database in ${dataDir} is of version 0.1.0, which is not read. Delete it.`)
  }
  const keyFolder = opened('KEY_DIR', `the keys in ${keyDir}`, () =>
    openKeyFolder(keyDir, data.store, nodeCipher, { lost: keysLost }),
  )
  if ('refused' in keyFolder) stop(...keyFolder.refused)
  if (keyFolder.said) process.stderr.write(`${keyFolder.said}\n`)
  return { ...data, keyFolder }
}

/** Has one of the deployer's folders for this account alone, or stops. */
function own(setting: string, folder: string, ours: RegExp): void {
  const word = opened(setting, `the folder ${folder}`, () => ownFolder(setting, folder, ours))
  if (word && 'refused' in word) stop(word.refused)
  if (word) process.stderr.write(`${word.said}\n`)
}
