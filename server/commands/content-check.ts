import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { faultLine } from '../../content/fault-line.ts'
import { overAYearBefore } from '../dates.ts'
import type { LoadedPack } from '../loaded-pack.ts'
import { type AnalysisUse, analysisUse } from '../node/analysis-use.ts'
import { changesOfNothing, checkCoverage } from '../node/check-coverage.ts'
import { findPack, findPacks } from '../node/find-packs.ts'
import { calendarFaults } from '../pack-faults.ts'
import { staleSince } from '../since.ts'

// npm run content:check [-- DIR] [--coverage [--write]]: one line for each fault, naming its file; exits 1 if there is any.
// DIR is one area's folder, or a folder of them. Contacts, and changes since the document, that
// nobody checked for a year are said, not failed.
// --coverage holds the areas against all that their documents say, and docs/coverage.md, which --write makes anew.

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { coverage: { type: 'boolean' }, write: { type: 'boolean' } },
})
const folder = positionals[0] ?? join(import.meta.dirname, '../../content/areas')

function isOneArea(path: string): boolean {
  try {
    return readdirSync(path).includes('area.json')
  } catch {
    process.stdout.write(`${path}: there is no such folder\n`)
    process.exit(1)
  }
}

const one = isOneArea(folder)

async function read(use: AnalysisUse | null) {
  if (!one) return findPacks(folder, use)
  const reading = await findPack(folder, use)
  return 'loaded' in reading
    ? { packs: new Map([['', reading.loaded]]), faults: [] }
    : { packs: new Map<string, LoadedPack>(), faults: reading.faults }
}

// An area's structured analysis is checked whether or not it is used anywhere.
const using = analysisUse(process.env)
const { wording = null } = ('use' in using && using.use) || {}
const [plain, full] = [await read(null), await read({ permission: 'a check', wording })]
const { packs } = plain
const faults = plain.faults.length > 0 ? plain.faults : full.faults

const today = new Date().toISOString().slice(0, 10)
for (const { pack } of packs.values()) {
  for (const { id, verified } of pack.contacts.contacts) {
    if (verified && overAYearBefore(verified, today)) {
      process.stdout.write(`note: ${pack.area.id}/contacts.json: ${id}: last checked ${verified}\n`)
    }
  }
  for (const { id, checked } of staleSince(pack, today)) {
    process.stdout.write(`note: ${pack.area.id}/since.json: ${id}: last checked ${checked}\n`)
  }
}
faults.push(...[...packs.values()].flatMap(({ pack }) => calendarFaults(pack, today)))
faults.push(...[...packs.values()].flatMap(changesOfNothing))
if (values.coverage && !one) faults.push(...checkCoverage(folder, values.write ?? false))
for (const fault of faults) process.stdout.write(`${faultLine(fault)}\n`)
if (faults.length > 0 || packs.size === 0) process.exit(1)
process.stdout.write(
  `${packs.size} sound: ${[...packs.values()].map(({ pack }) => pack.area.id).join(', ')}\n`,
)
