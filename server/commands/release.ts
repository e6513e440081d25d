import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { create, type WriteEntry } from 'tar'
import { builtSettings } from './build-digest.ts'
import { productionPackages } from './production-packages.ts'
import { releaseBom } from './release-bom.ts'
import { releaseFiles } from './release-files.ts'

// npm run release [-- --out DIR]: writes what is put on a server, built, as one archive, beside it the list of its
// packages and the checksums of both. The same commit gives the same bytes.

const root = join(import.meta.dirname, '../..')
const { values } = parseArgs({ options: { out: { type: 'string' } } })
const out = resolve(values.out ?? join(root, '.build/release'))

// One deployer's permission is no part of what everyone is given.
for (const name of builtSettings) delete process.env[name]
await import('./build-if-older.ts')

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const title = `${name}-${version}`
const lastCommit = () => execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root })
const made = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? lastCommit()) * 1000)

/** Whoever packs it, wherever and whenever: nobody’s files, that nobody is to write to. */
function settle(entry: WriteEntry): void {
  const mode = entry.type === 'Directory' ? 0o555 : 0o444
  const own = {
    atime: undefined,
    ctime: undefined,
    dev: undefined,
    ino: undefined,
    nlink: undefined,
  }
  Object.assign(entry.stat ?? {}, { ...own, mode, uid: 0, gid: 0, mtime: made })
  entry.myuser = ''
}

const packages = productionPackages(root)
const files = await releaseFiles(root, packages)
const folders = new Set(files.flatMap(foldersAbove))
mkdirSync(out, { recursive: true })
const archive = `${title}.tar.gz`
await create(
  {
    file: join(out, archive),
    cwd: root,
    prefix: title,
    gzip: { level: 9, portable: true },
    noDirRecurse: true,
    strict: true,
    onWriteEntry: settle,
  },
  [...folders, ...files].sort(),
)

const bill = `${title}.cdx.json`
writeFileSync(
  join(out, bill),
  `${JSON.stringify(releaseBom(root, name, packages, made), null, 2)}\n`,
)

const sums = [archive, bill].map((file) => {
  const sum = createHash('sha256').update(readFileSync(join(out, file)))
  return `${sum.digest('hex')}  ${file}\n`
})
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
process.stdout.write(`${[archive, bill, 'SHA256SUMS'].map((file) => join(out, file)).join('\n')}\n`)

/** Every folder that a path lies in, below the root. */
function foldersAbove(path: string): string[] {
  const folder = dirname(path)
  return folder === '.' ? [] : [...foldersAbove(folder), folder]
}
