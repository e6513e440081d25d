import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'

/**
 * Says why backups may not be put into a folder: one that holds the database or the keys, or lies in them, would
 * be lost together with them, or would carry the keys to wherever the backups are carried.
 * @returns `null` where it may be used
 */
export function backupFolderFault(
  folder: string,
  { dataDir, keyDir }: { dataDir: string; keyDir: string },
): string | null {
  const others = Object.entries({ DATA_DIR: dataDir, KEY_DIR: keyDir })
  const [met] = others.find(([, other]) => lies(folder, other) || lies(other, folder)) ?? []
  if (met === undefined) return null
  return `BACKUP_DIR: ${folder} and ${met} are one folder, or one lies inside the other. Name a folder apart from both, on another disk if there is one.`
}

/** Whether a path is another one, or leads into it. */
const lies = (path: string, other: string) =>
  !/^\.\.(\/|\\|$)|^([/\\]|[A-Z]:)/.test(relative(real(other), real(path)))

/** Where a path leads once links are followed, as far as it is there. */
const real = (path: string): string => {
  const whole = resolve(path)
  return existsSync(whole) ? realpathSync(whole) : join(real(dirname(whole)), basename(whole))
}
