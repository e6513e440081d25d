import { type Since, sinceFile } from '../content/since-file.ts'
import { itemsOf } from './coverage.ts'
import { bearsOn } from './since.ts'

type Files = Readonly<Record<string, unknown>>

/**
 * All that an area's document does not say itself, for a board to sign: each practice of ours with its words, and each
 * change since the document, both with where they are.
 * @param files the JSON files of the area, by name
 */
export const signOffPage = (area: string, files: Files): string =>
  [
    `# What is to be signed off for ${area}`,
    '',
    'Made by `npm run content:check -- --coverage --write`. The protocol says none of this: it is local practice awaiting',
    'sign-off, or has changed since. None of it is legal advice.',
    '',
    '## Local practice',
    '',
    ...practices(files),
    '## Since the protocol was written',
    '',
    ...('since.json' in files ? changes(files, sinceFile.parse(files['since.json'])) : []),
  ].join('\n')

function practices(files: Files): string[] {
  const items = itemsOf(files).filter(({ source }) => source.startsWith('practice:'))
  const sources = [...new Set(items.map(({ source }) => source))].sort()
  return sources.flatMap((source) => [
    `### ${source}`,
    '',
    ...items
      .filter((item) => item.source === source)
      .map(({ object, place }) => `- \`${place}\`: ${saidBy(object).join(' · ')}`),
    '',
  ])
}

const changes = (files: Files, { items }: Since): string[] =>
  items.flatMap(({ authority, checked, id, status, title, touches, words, yearly }) => [
    `### ${title.charAt(0).toUpperCase()}${title.slice(1)} (\`since.json: ${id}\`)`,
    '',
    words,
    '',
    `- Touches: ${touches.join(', ')}`,
    `- Authority: ${authority}`,
    `- Status: ${status}${yearly ? ', reissued each year' : ''}; checked ${checked}`,
    `- Stands beside: ${placesOf(files, touches).join(', ')}`,
    '',
  ])

/** The questions, sections and topics that a change bears on, by file and id. */
const placesOf = (files: Files, touches: readonly string[]): string[] => {
  const shown = ['reference.json', 'route.json', 'screening.json']
  const places = itemsOf(Object.fromEntries(shown.map((name) => [name, files[name]])))
    .filter(({ source }) => touches.some((touched) => bearsOn(touched, source)))
    .filter(({ object, place }) => 'why' in object || place.startsWith('reference.json'))
    .map(({ place }) => `\`${place}\``)
  return [...new Set(places)]
}

/** What no person is shown of an item: where it belongs and what kind of thing it is. */
const unsaid = ['id', 'kind', 'source', 'when', 'verified']

/** The words of an item in their order, and of what lies in it without a source of its own. */
const saidBy = (object: object): string[] =>
  Object.entries(object).flatMap(([key, value]): string[] => {
    if (typeof value === 'string') return unsaid.includes(key) ? [] : [value.replaceAll('\n', ' ')]
    if (typeof value !== 'object' || value === null) return []
    return [value]
      .flat()
      .flatMap((one) => (typeof one !== 'object' || 'source' in one ? [] : saidBy(one)))
  })
