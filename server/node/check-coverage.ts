import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PackFault } from '../../content/pack.ts'
import { coverageOf, coveragePage, isGap, referencesFile } from '../coverage.ts'

const root = join(import.meta.dirname, '../..')
const lists = join(root, 'content/references')
const page = join(root, 'docs/coverage.md')

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The JSON files of a folder, by name. */
const filesOf = (folder: string): Record<string, unknown> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [name, json(join(folder, name))]),
  )

/**
 * Holds the content of each area against the list of all that its source document says.
 * @param areas the folder of all areas
 * @param write whether `docs/coverage.md` is made anew, or only compared
 * @returns the gaps, the sources that the document does not have, and a page that is not current
 */
export function checkCoverage(areas: string, write: boolean): PackFault[] {
  const known = readdirSync(lists).map((name) => {
    const area = basename(name, '.json')
    const { references } = referencesFile.parse(json(join(lists, name)))
    return { area, name, ...coverageOf(references, filesOf(join(areas, area))) }
  })
  const text = known
    .map(({ area, covered }) =>
      coveragePage(`What of the ${named(area)} protocol is where`, covered),
    )
    .join('\n')
  if (write) writeFileSync(page, text)
  const stale = !write && readFileSync(page, 'utf8') !== text
  return [
    ...known.flatMap(({ name, covered, strays }) => [
      ...covered.filter(isGap).map(({ about, ref }) => ({
        file: name,
        path: ref,
        reason: `this has neither a place in the content nor a reason: ${about}`,
      })),
      ...strays.map((stray) => ({
        file: name,
        path: '',
        reason: `the document has no ${stray}`,
      })),
    ]),
    ...(stale
      ? [{ file: 'docs/coverage.md', path: '', reason: 'it is not current: --write' }]
      : []),
  ]
}

const named = (area: string) => area.charAt(0).toUpperCase() + area.slice(1)
