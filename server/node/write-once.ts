import { linkSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/**
 * Makes a file whole or not at all, and never in the place of another: it is written and made durable under
 * a name beside its own, and then given its own, which throws `EEXIST` where that is taken. Durable when it returns.
 */
export function writeOnce(path: string, bytes: Uint8Array | string): void {
  const draft = `${path}.new`
  // What a process left that ended in the middle: nothing was ever done with it.
  rmSync(draft, { force: true })
  writeFileSync(draft, bytes, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, path)
  } finally {
    rmSync(draft)
  }
  syncFolder(dirname(path))
}
