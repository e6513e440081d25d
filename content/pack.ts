import { z } from 'zod'
import type { Again } from './again-file.ts'
import type { Analysis } from './analysis-file.ts'
import { described, id, limit, month, option, source, sources, words } from './pack-parts.ts'
import type { Since } from './since-file.ts'
import { timelineFile } from './timeline-file.ts'

/**
 * The files of an area's content pack and what each must hold. A pack is data: words, ids, order,
 * contacts and limits, each with the source it stands for, and never a condition.
 */

const shared = {
  id,
  words: words.optional(),
  hint: words.optional(),
  source: source.optional(),
  required: z.boolean().optional(),
  identifies: z.boolean().optional(),
  /** What goes here names a professional, so it is not looked through for the child. */
  colleague: z.boolean().optional(),
}

const part = z.discriminatedUnion('kind', [
  z.strictObject({ ...shared, kind: z.literal('one'), options: z.array(option).min(2) }),
  z.strictObject({ ...shared, kind: z.literal('many'), options: z.array(option).min(1) }),
  z.strictObject({
    ...shared,
    kind: z.literal('text'),
    words,
    limit,
    /** Words that say nothing here, and those that deny it all where they come first, in small letters. */
    empty: z
      .strictObject({ words: z.array(words).min(1), openings: z.array(words).min(1) })
      .optional(),
    /** Where it has to name a person other than the one who writes. */
    someoneElse: z.boolean().optional(),
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('date'),
    words,
    when: z.enum(['past', 'future']).optional(),
    /** How many days ahead it may be at most. */
    within: z.strictObject({ days: limit, source }).optional(),
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('rows'),
    words,
    limit,
    columns: z.array(z.strictObject({ id, words, limit })).min(1),
  }),
])
export type PackPart = z.infer<typeof part>

const question = z.strictObject({
  id,
  short: words,
  title: words,
  why: words,
  source: sources,
  hint: words.optional(),
  contacts: z.array(id).optional(),
  /** Topics of `reference.json` that can be opened beside the question. */
  help: z.array(id).min(1).optional(),
  mayBeBlank: z.boolean().optional(),
  notes: z.array(described).optional(),
  takeAway: words.optional(),
  parts: z.array(part).min(1),
})
export type PackQuestion = z.infer<typeof question>

const domain = z.strictObject({
  id,
  number: limit,
  title: words,
  why: words,
  source: sources,
  /** `false` where the tool's descriptions do not run from least to most concern. */
  inOrder: z.boolean().optional(),
  notes: z.array(described).optional(),
  help: z.array(id).min(1).optional(),
  questions: z
    .array(
      z.strictObject({
        id,
        title: words,
        short: words,
        takeAway: words,
        descriptions: z.array(option).min(2),
        probes: z.array(described).optional(),
        prompts: z.array(described.extend({ identifies: z.boolean().optional() })).optional(),
      }),
    )
    .min(1),
})
export type PackDomain = z.infer<typeof domain>

const evidence = z.strictObject({ words, limit })

/** One schema for each file of the folder, by its name. */
export const packFiles = {
  area: z.strictObject({
    id,
    name: words,
    route: z.literal('referral'),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    language: words,
    timeZone: words,
    issued: z.string().regex(/^\d{4}-\d{2}$/),
    about: z.strictObject({ words, source }),
    steps: z.array(z.strictObject({ id, words })).min(1),
    citations: z
      .array(z.strictObject({ prefix: words, words, part: z.enum(['first', 'whole']).optional() }))
      .min(1),
  }),
  route: z.strictObject({ questions: z.array(question).min(1) }),
  screening: z.strictObject({
    overview: described.omit({ id: true }).extend({ help: z.array(id).min(1).optional() }),
    evidence: z.strictObject({ seen: evidence, saidBy: evidence, when: evidence }),
    fits: z.strictObject({ words }),
    /** What is said of descriptions that stand ticked because of what was said before. */
    filledIn: z.strictObject({ words, source }),
    probes: z.strictObject({ words }),
    more: z.strictObject({ title: words, short: words, why: words, promptLimit: limit }),
    domains: z.array(domain).min(1),
  }),
  alerts: z.strictObject({
    /** What is said where an answer withdrew alerts. */
    withdrawn: words,
    /** What is said beside an alert to whoever is in the middle of it. */
    meanwhile: words,
    alerts: z.array(
      z.strictObject({
        id,
        title: words,
        words,
        consequence: words,
        source: sources,
        /** What is said in place of it where what it rests on is only suspected: words with an "if". */
        suspected: z.strictObject({ title: words, words }).optional(),
      }),
    ),
  }),
  notices: z.strictObject({
    notices: z.array(z.strictObject({ id, words, source: sources })),
    contradictions: z.array(z.strictObject({ id, words, source: sources })),
  }),
  contacts: z.strictObject({
    contacts: z.array(
      z.strictObject({
        id,
        name: words,
        phone: words.optional(),
        email: words.optional(),
        note: words.optional(),
        /** The month someone last checked it; absent only for a number that does not change. */
        verified: month.optional(),
        source: sources,
      }),
    ),
  }),
  timeline: timelineFile,
  /** What a person can read beside a question. An area may have none. */
  reference: z
    .strictObject({
      topics: z.array(
        z.strictObject({
          id,
          title: words,
          items: z.array(z.strictObject({ term: words.optional(), words, source })).min(1),
        }),
      ),
    })
    .default({ topics: [] }),
  documents: z.strictObject({ source, words: z.record(z.string(), words) }),
  /** The sheet for a consultation without identity, and the note of it. An area may have neither. */
  consultation: z
    .strictObject({
      source,
      words: z.record(z.string(), words),
      call: z.array(described).min(1),
      say: z.array(described).min(1),
      ask: z.array(described).min(1),
      avoid: z.array(described).min(1),
      write: z.array(described).min(1),
      note: z.array(described).min(1),
    })
    .optional(),
}

export type PackFileName = keyof typeof packFiles
export type PackFiles = { [Name in PackFileName]: z.infer<(typeof packFiles)[Name]> }

/** A pack that satisfies its schema, with the digest that summaries are stamped with. */
export type Pack = PackFiles & {
  analysis?: Analysis
  again?: Again
  since?: Since
  digest: string
}

/** One fault, for the person who edits the pack: which file, where in it, and what is wrong. */
export type PackFault = { file: string; path: string; reason: string }

/** Words of the page itself, the same for every area. */
export const interfaceFile = z.strictObject({ source, words: z.record(z.string(), words) })
