import { readFileSync } from 'node:fs'
import { buildDigest, builtFrom } from './build-digest.ts'

// Builds what is served, unless what is there was made from the same files: a release writes nothing of its own,
// and needs none of the tools that built it.

function isCurrent(): boolean {
  try {
    return readFileSync(builtFrom, 'utf8') === buildDigest()
  } catch {
    return false
  }
}

if (!isCurrent()) await import('./build.ts')
