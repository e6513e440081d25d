import { z } from 'zod'

/** Every reference of a source document: what it says, and why it has no place where it is to have none. */
export const referencesFile = z.strictObject({
  references: z.array(
    z.strictObject({
      ref: z.string(),
      about: z.string(),
      /** A row that content cites by its paragraph: the source it stands under and words that are there. */
      in: z.strictObject({ source: z.string(), words: z.string() }).optional(),
      reason: z.string().optional(),
    }),
  ),
})
type References = z.infer<typeof referencesFile>['references']

/** One reference with the places where content stands for it, as `file: id, id`, in the order they were found. */
export type Covered = References[number] & { places: string[] }

/** @returns every reference in its order, and the sources that content names and the document does not have */
export function coverageOf(
  references: References,
  files: Readonly<Record<string, unknown>>,
): { covered: Covered[]; strays: string[] } {
  const items = itemsOf(files)
  const covered = references.map((reference) => {
    const { ref, in: under } = reference
    const found = items.filter(({ said, source }) =>
      under
        ? source === under.source && said.includes(under.words)
        : source === ref || source.startsWith(`${ref}.`),
    )
    return { ...reference, places: [...new Set(found.map(({ place }) => place))] }
  })
  const known = new Set(references.map(({ ref }) => ref))
  const prefixes = new Set(references.map(({ ref }) => ref.replace(/:.*/, ':')))
  const strays = items
    .filter(({ source }) => prefixes.has(source.replace(/:.*/, ':')) && !known.has(source))
    .map(({ place, source }) => `${source} (${place})`)
  return { covered, strays: [...new Set(strays)] }
}

/** Whether a reference has neither a place nor a reason to have none. */
export const isGap = ({ places, reason }: Covered): boolean =>
  places.length === 0 && reason === undefined

/** The page of every reference with its place or its reason, for a board to read. */
export const coveragePage = (title: string, covered: readonly Covered[]): string =>
  [
    `# ${title}`,
    '',
    'Made by `npm run content:check -- --coverage --write`. Each row is a paragraph, a row or a point of the source.',
    '',
    '| reference | what it says | where it is, or why not |',
    '| --- | --- | --- |',
    ...covered.map(({ about, places, reason, ref }) => {
      const shown = places.slice(0, 3).map((place) => `\`${place}\``)
      const more = places.length > 3 ? ` and ${places.length - 3} more` : ''
      const where = places.length > 0 ? `${shown.join(', ')}${more}` : (reason ?? '**nowhere**')
      return `| ${ref} | ${about} | ${where} |`
    }),
    '',
  ].join('\n')

type Item = { place: string; source: string; said: string; object: object }

/** Every item of an area's files that has a source, once for each of its sources. */
export const itemsOf = (files: Readonly<Record<string, unknown>>): Item[] =>
  Object.entries(files).flatMap(([file, json]) => itemsIn(json, file, []))

/** Every object of a file that has a source, with what it says itself. */
function itemsIn(value: unknown, file: string, ids: readonly string[]): Item[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one) => itemsIn(one, file, ids))
  const object = value as Record<string, unknown>
  const here = typeof object.id === 'string' ? [...ids, object.id] : ids
  const place = here.length > 0 ? `${file}: ${here.join(', ')}` : file
  const own = [object.source].flat().filter((source) => typeof source === 'string')
  return [
    ...own.map((source) => ({ place, source, said: wordsOf(object), object })),
    ...Object.values(object).flatMap((one) => itemsIn(one, file, here)),
  ]
}

/** The texts of an object, but not of what lies in it under a source of its own. */
const wordsOf = (object: object): string =>
  Object.values(object)
    .flatMap((value): string[] => {
      if (typeof value === 'string') return [value]
      if (typeof value !== 'object' || value === null) return []
      return [value]
        .flat()
        .flatMap((one) => ('source' in Object(one) ? [] : [wordsOf(Object(one))]))
    })
    .join(' ')
