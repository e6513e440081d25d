import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PackFault } from '../../content/pack.ts'
import { digestOf, type LoadedPack, loadPack, type PackText } from '../loaded-pack.ts'

/** A folder of JSON files as one text, in the order of their names; unreadable files are faults. */
export async function packText(folder: string): Promise<PackText | { faults: PackFault[] }> {
  const faults: PackFault[] = []
  const files: Record<string, unknown> = {}
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    try {
      files[basename(file, '.json')] = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    } catch {
      faults.push({ file, path: '', reason: 'this is not readable as JSON' })
    }
  }
  if (faults.length > 0) return { faults }
  const text = JSON.stringify(files)
  return { digest: await digestOf(text), files: text }
}

/** One pack from its folder, read and checked. */
export async function findPack(
  folder: string,
): Promise<{ loaded: LoadedPack } | { faults: PackFault[] }> {
  const text = await packText(folder)
  const reading = 'faults' in text ? text : loadPack(text)
  if ('loaded' in reading) return reading
  return {
    faults: reading.faults.map((fault) => ({ ...fault, file: join(folder, fault.file) })),
  }
}

/** Every area's pack below a folder, by area; the faults of all of them where there are any. */
export async function findPacks(
  areas: string,
): Promise<{ packs: Map<string, LoadedPack>; faults: PackFault[] }> {
  const folders = readdirSync(areas, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const readings = await Promise.all(folders.map(({ name }) => findPack(join(areas, name))))
  return {
    packs: new Map(
      readings.flatMap((reading) =>
        'loaded' in reading ? [[reading.loaded.pack.area.id, reading.loaded] as const] : [],
      ),
    ),
    faults: readings.flatMap((reading) => ('faults' in reading ? reading.faults : [])),
  }
}
