import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Cipher } from '../cipher.ts'
import type { DayKeys } from '../day-keys.ts'
import { syncFolder } from './sync-folder.ts'

const keyLength = 32
const named = /^(\d{4}-\d\d-\d\d)\.key$/

/**
 * The keys of the days, a file each, in a folder that is neither the store's nor in its backups.
 * @param folder made where it is missing
 */
export function keyFiles(folder: string, cipher: Cipher): DayKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const known = new Map<string, Uint8Array>()
  const path = (day: string) => join(folder, `${day}.key`)

  function of(day: string): Uint8Array | null {
    const held = known.get(day)
    if (held) return held
    try {
      const key = new Uint8Array(readFileSync(path(day)))
      if (key.length !== keyLength) return null
      known.set(day, key)
      return key
    } catch {
      return null
    }
  }

  return {
    of,
    make(day) {
      const held = of(day)
      if (held) return held
      const key = cipher.random(keyLength)
      const draft = `${path(day)}.new`
      writeFileSync(draft, key, { mode: 0o600, flush: true })
      renameSync(draft, path(day))
      syncFolder(folder)
      known.set(day, key)
      return key
    },
    destroyBefore(day) {
      for (const name of readdirSync(folder)) {
        const found = named.exec(name)?.[1]
        if (found === undefined || found >= day) continue
        const file = join(folder, name)
        // Overwritten first; how far that reaches is up to the disk, and said in docs/data-protection.md.
        writeFileSync(file, cipher.random(statSync(file).size), { flag: 'r+', flush: true })
        rmSync(file)
        known.get(found)?.fill(0)
        known.delete(found)
      }
    },
  }
}
