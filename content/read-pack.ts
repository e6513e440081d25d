import type { z } from 'zod'
import { type Again, againFile } from './again-file.ts'
import { type Analysis, analysisFile } from './analysis-file.ts'
import { type Pack, type PackFault, type PackFileName, type PackFiles, packFiles } from './pack.ts'
import { type Since, sinceFile } from './since-file.ts'

/**
 * Reads the raw files of one pack, by name without `.json`.
 * @returns the pack, or every fault found, each naming its file and path
 */
export function readPack(
  raw: Readonly<Record<string, unknown>>,
  digest: string,
): { pack: Pack } | { faults: PackFault[] } {
  const names = Object.keys(packFiles) as PackFileName[]
  const faults: PackFault[] = Object.keys(raw)
    .filter((name) => !(name in optional) && !names.some((known) => known === name))
    .map((name) => ({ file: `${name}.json`, path: '', reason: 'no such file belongs to a pack' }))

  const files: Partial<PackFiles> & { analysis?: Analysis; again?: Again; since?: Since } = {}
  const take = (name: keyof typeof files, schema: z.ZodType) => {
    const reading = schema.safeParse(raw[name])
    if (reading.success) Object.assign(files, { [name]: reading.data })
    else if (raw[name] === undefined) {
      faults.push({ file: `${name}.json`, path: '', reason: 'the file is missing' })
    } else faults.push(...reading.error.issues.map((issue) => faultOf(name, issue)))
  }
  for (const name of names) take(name, packFiles[name])
  for (const [name, schema] of Object.entries(optional))
    if (raw[name] !== undefined) take(name as keyof typeof optional, schema)
  if (faults.length > 0) return { faults }
  const pack: Pack = { ...(files as PackFiles), ...files, digest }
  const inside = doubledIds(pack)
  return inside.length > 0 ? { faults: inside } : { pack }
}

/** What an area need not have, or a service need not use. */
const optional = { again: againFile, analysis: analysisFile, since: sinceFile }

const faultOf = (name: string, issue: z.core.$ZodIssue): PackFault => ({
  file: `${name}.json`,
  path: issue.path.join('.'),
  reason: issue.message,
})

function doubledIds(pack: Pack): PackFault[] {
  const lists: [PackFileName | 'analysis' | 'since', string, readonly { id: string }[]][] = [
    ...analysisLists(pack.analysis),
    ['route', 'questions', pack.route.questions],
    ['screening', 'domains', pack.screening.domains],
    [
      'screening',
      'domains.questions',
      pack.screening.domains.flatMap(({ questions }) => questions),
    ],
    ['alerts', 'alerts', pack.alerts.alerts],
    ['notices', 'notices', pack.notices.notices],
    ['notices', 'contradictions', pack.notices.contradictions],
    ['contacts', 'contacts', pack.contacts.contacts],
    ['timeline', 'steps', pack.timeline.steps],
    ['reference', 'topics', pack.reference.topics],
    ['timeline', 'agenda', pack.timeline.agenda ?? []],
    ['timeline', 'outcomes', pack.timeline.outcomes ?? []],
    ['timeline', 'oversight', pack.timeline.oversight ?? []],
    ['since', 'items', pack.since?.items ?? []],
    ...pack.route.questions.flatMap((question, index) =>
      question.parts.map((part): [PackFileName, string, readonly { id: string }[]] => [
        'route',
        `questions.${index}.${part.id}`,
        'options' in part ? part.options : [],
      ]),
    ),
    ...pack.screening.domains.flatMap((domain, index) =>
      domain.questions.map(
        ({ descriptions }): [PackFileName, string, readonly { id: string }[]] => [
          'screening',
          `domains.${index}`,
          descriptions,
        ],
      ),
    ),
  ]
  return lists.flatMap(([file, path, list]) =>
    list
      .filter(({ id }, index) => list.findIndex((other) => other.id === id) !== index)
      .map(({ id }) => ({ file: `${file}.json`, path, reason: `the id "${id}" is used twice` })),
  )
}

const analysisLists = (
  { groups }: Pick<Analysis, 'groups'> = { groups: [] },
): ['analysis', string, readonly { id: string }[]][] => [
  ['analysis', 'groups', groups],
  ...groups.flatMap((group, index): ['analysis', string, readonly { id: string }[]][] => [
    ['analysis', `groups.${index}.items`, group.items],
    ...group.items.flatMap(
      (
        { descriptions = [], asks = [], tables = [] },
        item,
      ): ['analysis', string, readonly { id: string }[]][] => [
        ['analysis', `groups.${index}.items.${item}.descriptions`, descriptions],
        ['analysis', `groups.${index}.items.${item}.asks and tables`, [...asks, ...tables]],
      ],
    ),
  ]),
]
