import { z } from 'zod'
import { described, id, limit, option, source, sources, words } from './pack-parts.ts'

/**
 * The structured analysis of an area that has one: `analysis.json`, or a deployer's own file of the same
 * shape with wording they are licensed to use. It is part of a pack only together with the deployer's
 * statement of permission.
 */

/** An id that can be one step of a longer one. */
const step = id.regex(/^[^.]+$/, 'this id has no full stop')

const description = option
  .pick({ id: true, words: true, source: true })
  .extend({ salience: z.enum(['boys', 'girls']).optional() })

/** The tables that the network is drawn from, and the columns that the drawing reads. */
const drawn = { people: ['name'], places: ['name'], links: ['from', 'to'] } as const

const table = z
  .strictObject({
    id: z.enum(['people', 'places', 'links']),
    words,
    limit,
    columns: z.array(z.strictObject({ id, words, limit })).min(1),
  })
  .refine(
    ({ id: name, columns }) => drawn[name].every((one) => columns.some((c) => c.id === one)),
    {
      path: ['columns'],
      error: 'a column is missing that the network is drawn from',
    },
  )

/** What goes into one item: descriptions to tick with room for what is known, questions, or tables. */
const item = z.strictObject({
  id: step,
  short: words,
  title: words,
  source: sources,
  hint: words.optional(),
  descriptions: z.array(description).min(2).optional(),
  asks: z.array(z.strictObject({ id, words })).min(1).optional(),
  tables: z.array(table).min(1).optional(),
})
export type AnalysisItem = z.infer<typeof item>

const group = z.strictObject({
  id: step,
  title: words,
  short: words,
  why: words,
  /** What the source says of the items of this group, and nothing firmer. */
  notes: z.array(described).optional(),
  /** The group that what is found here belongs to when the child is screened again. */
  becomes: step.optional(),
  items: z.array(item).min(1),
})
export type AnalysisGroup = z.infer<typeof group>

/** What a file of wording holds. */
export const analysisWording = z.strictObject({
  title: words,
  source: sources,
  choice: z.strictObject({
    short: words,
    title: words,
    why: words,
    hint: words,
    source,
    words: z.strictObject({ groups: words, none: words, trained: words, yes: words, no: words }),
  }),
  notes: z.array(described),
  seen: z.strictObject({ words, limit }),
  askLimit: limit,
  words: z.strictObject({
    permitted: words,
    fits: words,
    boys: words,
    girls: words,
    became: words,
    unanswered: words,
    'not-known': words,
    trained: words,
    'not-trained': words,
    'training-open': words,
    diagram: words,
    'diagram.description': words,
  }),
  groups: z.array(group).min(1),
})

/** The same with the statement that allows its use here. */
export const analysisFile = analysisWording.extend({ permission: words })
export type Analysis = z.infer<typeof analysisFile>
