import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PackFault } from '../../content/pack.ts'
import { coverageOf, coveragePage, isGap, itemsOf, referencesFile } from '../coverage.ts'
import type { LoadedPack } from '../loaded-pack.ts'
import { signOffPage } from '../sign-off.ts'
import { sinceFaults } from '../since.ts'

const root = join(import.meta.dirname, '../..')
const lists = join(root, 'content/references')

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The JSON files of a folder, by name. */
const filesOf = (folder: string): Record<string, unknown> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [name, json(join(folder, name))]),
  )

const referencesOf = (area: string) => {
  const file = join(lists, `${area}.json`)
  return existsSync(file) ? referencesFile.parse(json(file)).references : []
}

/** Changes since an area's document that neither its list of references nor its pack knows the place of. */
export const changesOfNothing = ({ pack, files }: LoadedPack): PackFault[] =>
  sinceFaults(pack, [
    ...referencesOf(pack.area.id).map(({ ref }) => ref),
    ...itemsOf(JSON.parse(files)).map(({ source }) => source),
  ])

/**
 * Holds the content of each area against the list of all that its source document says.
 * @param areas the folder of all areas
 * @param write whether `docs/coverage.md` and `docs/sign-off.md` are made anew, or only compared
 * @returns the gaps, the sources that the document does not have, and each page that is not current
 */
export function checkCoverage(areas: string, write: boolean): PackFault[] {
  const known = readdirSync(lists).map((name) => {
    const area = basename(name, '.json')
    const files = filesOf(join(areas, area))
    return { area: named(area), name, files, ...coverageOf(referencesOf(area), files) }
  })
  const pages = {
    'docs/coverage.md': known.map(({ area, covered }) =>
      coveragePage(`What of the ${area} protocol is where`, covered),
    ),
    'docs/sign-off.md': known.map(({ area, files }) => signOffPage(area, files)),
  }
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
    ...Object.entries(pages).flatMap(([page, texts]) => pageFault(page, texts.join('\n'), write)),
  ]
}

/** Writes a page, or says that the one there is not current. */
function pageFault(page: string, text: string, write: boolean): PackFault[] {
  const path = join(root, page)
  if (write) writeFileSync(path, text)
  const current = existsSync(path) && readFileSync(path, 'utf8') === text
  return current ? [] : [{ file: page, path: '', reason: 'it is not current: --write' }]
}

const named = (area: string) => area.charAt(0).toUpperCase() + area.slice(1)
