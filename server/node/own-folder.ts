import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a deployer is told of a folder: why it cannot be used, or what was changed about it. */
export type FolderWord = { refused: string } | { said: string } | null

/**
 * Has a folder there that no other account can reach into, made where it is missing. One that was open is
 * closed where it holds nothing but our own files; with others' files in it, it is theirs too, and is refused
 * where others may write to it. Our files are closed to others; folders, links and what is not ours stay as they are.
 * @param setting names it to the deployer @param ours the names of our own files
 */
export function ownFolder(setting: string, folder: string, ours: RegExp): FolderWord {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Where modes mean nothing, the folder's own access list says who may reach into it.
  if (process.platform === 'win32') return null
  const names = readdirSync(folder)
  for (const name of names) {
    const path = join(folder, name)
    if (ours.test(name) && lstatSync(path).isFile()) chmodSync(path, 0o600)
  }
  const mode = statSync(folder).mode & 0o777
  const written = mode.toString(8).padStart(4, '0')
  if ((mode & 0o077) === 0) return null
  if (names.every((name) => ours.test(name)) && closed(folder)) {
    return {
      said: `${setting}: ${folder} was open to other accounts (${written}). It is closed to them now.`,
    }
  }
  if ((mode & 0o022) === 0) return null
  return {
    refused: `${setting}: other accounts may write to ${folder} (${written}). Name a folder inside it, which is made for this service alone, or close it with chmod 700.`,
  }
}

/** Closes a folder to others, where it is ours to close. */
function closed(folder: string): boolean {
  try {
    chmodSync(folder, 0o700)
    return true
  } catch {
    return false
  }
}
