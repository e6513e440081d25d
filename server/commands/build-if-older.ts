import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildDigest, builtFrom } from './build-digest.ts'

// Builds what is served, unless what is there was made from the same files, or was made elsewhere: a release has none
// of the tools that built it, and writes nothing of its own.

const build = join(import.meta.dirname, 'build.ts')

function isCurrent(): boolean {
  try {
    return readFileSync(builtFrom, 'utf8') === buildDigest()
  } catch {
    return false
  }
}

if (existsSync(build) && !isCurrent()) await import(build)
