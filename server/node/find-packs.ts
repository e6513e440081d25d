import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PackFault } from '../../content/pack.ts'
import { digestOf, type LoadedPack, loadPack, type PackText } from '../loaded-pack.ts'
import type { AnalysisUse } from './analysis-use.ts'

const unreadable = (file: string): PackFault => ({
  file,
  path: '',
  reason: 'this is not readable as JSON',
})

/**
 * A folder of JSON files as one text, in the order of their names; unreadable files are faults. The structured
 * analysis is among them only where it may be used, so that a pack with it is another pack than the one without.
 */
export async function packText(
  folder: string,
  use: AnalysisUse | null,
): Promise<PackText | { faults: PackFault[] }> {
  const faults: PackFault[] = []
  const files: Record<string, unknown> = {}
  const take = (file: string, path: string) => {
    try {
      files[basename(file, '.json')] = JSON.parse(readFileSync(path, 'utf8'))
    } catch {
      faults.push(unreadable(file))
    }
  }
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    if (file !== analysis) take(file, join(folder, file))
    else if (use) take(file, use.wording ?? join(folder, file))
  }
  if (faults.length > 0) return { faults }
  if (use && typeof files.analysis === 'object')
    files.analysis = { ...files.analysis, permission: use.permission }
  const text = JSON.stringify(files)
  return { digest: await digestOf(text), files: text }
}

const analysis = 'analysis.json'

/** One pack from its folder, read and checked. */
export async function findPack(
  folder: string,
  use: AnalysisUse | null,
): Promise<{ loaded: LoadedPack } | { faults: PackFault[] }> {
  const text = await packText(folder, use)
  const reading = 'faults' in text ? text : loadPack(text)
  if ('loaded' in reading) return reading
  const place = (file: string) => (file === analysis && use?.wording) || join(folder, file)
  return { faults: reading.faults.map((fault) => ({ ...fault, file: place(fault.file) })) }
}

/** Every area's pack below a folder, by area; the faults of all of them where there are any. */
export async function findPacks(
  areas: string,
  use: AnalysisUse | null,
): Promise<{ packs: Map<string, LoadedPack>; faults: PackFault[] }> {
  const folders = readdirSync(areas, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const readings = await Promise.all(folders.map(({ name }) => findPack(join(areas, name), use)))
  return {
    packs: new Map(
      readings.flatMap((reading) =>
        'loaded' in reading ? [[reading.loaded.pack.area.id, reading.loaded] as const] : [],
      ),
    ),
    faults: readings.flatMap((reading) => ('faults' in reading ? reading.faults : [])),
  }
}
