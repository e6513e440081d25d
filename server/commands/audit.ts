import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judgeAudit, knownAdvisories } from './judge-audit.ts'

// npm run audit: asks the registry what is known to be wrong with the packages. Exits 1 on an advisory that
// .ci/known-advisories.json does not name, or names for a day that is past. A registry that answers no audits passes.

const root = join(import.meta.dirname, '../..')
const listed = readFileSync(join(root, '.ci/known-advisories.json'), 'utf8')
const known = knownAdvisories.parse(JSON.parse(listed))

// It exits with another code than 0 on any advisory, and says the same.
const { stdout } = spawnSync('npm', ['audit', '--json'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  maxBuffer: 2 ** 26,
})

function readAnswer(): unknown {
  try {
    return JSON.parse(stdout)
  } catch {
    return null
  }
}

const { passed, lines } = judgeAudit(readAnswer(), known, new Date().toISOString().slice(0, 10))
process.stdout.write(lines.map((line) => `audit: ${line}\n`).join(''))
process.exitCode = passed ? 0 : 1
