import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const folders = ['content', 'machines', 'server', 'widget']

/** The settings that the build reads; what a Worker serves is settled by them. */
export const builtSettings = [
  'STRUCTURED_ANALYSIS_PERMISSION',
  'STRUCTURED_ANALYSIS_WORDING',
] as const

/** Where the digest of what was built stands. */
export const builtFrom = join(root, '.build/digest')

/** A digest of all that a build is made from. */
export function buildDigest(): string {
  const hash = createHash('sha256')
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  for (const file of [join(root, 'package.json'), ...files.sort()]) {
    hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file))
  }
  for (const name of builtSettings) hash.update(`${name}=${process.env[name] ?? ''}\n`)
  return hash.digest('hex')
}
