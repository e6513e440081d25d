import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, runsOf, wordsOf } from './runs.ts'

// node server/run.mjs test/content/seed-runs/hash-seeds.ts FOLDER: writes runs.bin anew from the documents of a folder.
// The documents themselves are not kept here, and cannot be read back from the hashes.

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stdout.write('Give the folder that holds the documents.\n')
  process.exit(2)
}
const runs = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => runsOf(wordsOf(readFileSync(join(folder, name), 'utf8'))))
const hashes = [...new Set(runs.map(hashOf))].sort()
writeFileSync(join(import.meta.dirname, 'runs.bin'), Buffer.from(hashes.join(''), 'hex'))
process.stdout.write(`${hashes.length} runs\n`)
