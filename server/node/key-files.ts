import { lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cipher } from '../cipher.ts'
import type { DayKeys } from '../day-keys.ts'
import { codeOf } from './error-code.ts'
import { writeOnce } from './write-once.ts'

const keyLength = 32
const named = /^(\d{4}-\d\d-\d\d)\.key$/

/** Why there is no key to be had of a file: there is none, it is cut short, or the system's name for what is wrong. */
export type KeyFault = 'missing' | 'short' | (string & {})

/** The name of the file that a day's key is in. */
export const keyName = (day: string): string => `${day}.key`

/** Reads a day's key. Only a file that is not there is missing: any other failure leaves that open. */
export function readKey(folder: string, day: string): Uint8Array | KeyFault {
  try {
    const key = new Uint8Array(readFileSync(join(folder, keyName(day))))
    return key.length === keyLength ? key : 'short'
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? 'missing' : code
  }
}

/**
 * The keys of the days, a file each, in a folder that is neither the store's nor in its backups.
 * @param isHere whether the folder is still the one that was opened; nothing is made or destroyed in another
 */
export function keyFiles(
  folder: string,
  cipher: Cipher,
  isHere: () => boolean = () => true,
): DayKeys {
  const known = new Map<string, Uint8Array>()
  const path = (day: string) => join(folder, keyName(day))

  function of(day: string): Uint8Array | null {
    const held = known.get(day)
    if (held) return held
    const key = readKey(folder, day)
    if (typeof key === 'string') return null
    known.set(day, key)
    return key
  }

  return {
    of,
    make(day) {
      const held = of(day)
      // One that is in memory alone would be lost with this process, and what it wrapped with it.
      if (held) return sizeOf(path(day)) === keyLength ? held : null
      if (!isHere()) return null
      const key = cipher.random(keyLength)
      try {
        writeOnce(path(day), key)
      } catch (error) {
        // One is there that cannot be read, and some session may need it.
        if (codeOf(error) === 'EEXIST') return null
        throw error
      }
      known.set(day, key)
      return key
    },
    destroyBefore(day) {
      if (!isHere()) return
      for (const name of readdirSync(folder)) {
        const found = named.exec(name)?.[1]
        if (found === undefined || found >= day) continue
        const file = join(folder, name)
        const size = sizeOf(file)
        if (size === null) continue
        // Overwritten first; how far that reaches is up to the disk, and said in docs/data-protection.md.
        writeFileSync(file, cipher.random(size), { flag: 'r+', flush: true })
        rmSync(file)
        known.get(found)?.fill(0)
        known.delete(found)
      }
    },
  }
}

/** The size of a file, or `null` where there is no plain file to be seen: what a link leads to is not ours. */
function sizeOf(path: string): number | null {
  try {
    const seen = lstatSync(path)
    return seen.isFile() ? seen.size : null
  } catch {
    return null
  }
}
