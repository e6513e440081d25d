import { z } from 'zod'
import { described, id, limit, source, sources, words } from './pack-parts.ts'

/** Whose summary a step of the timeline is for; the last two are facts of the case, whatever is decided. */
const clocked = z.enum([
  'refer',
  'open-case',
  'police',
  'public',
  'consult',
  'not-now',
  'police-officer',
  'placed-elsewhere',
])

/** How long an owner has: by the clock, or counted in working hours. */
const within = z.strictObject({ hours: limit, working: z.boolean().optional() })

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time looks like 09:00')

/** What counts as a working hour, for the years whose bank holidays are listed and for no other. */
const calendar = z.strictObject({
  words,
  source,
  from: z.number().int(),
  to: z.number().int(),
  opens: timeOfDay,
  closes: timeOfDay,
  holidays: z.array(z.strictObject({ date: z.iso.date(), name: words })),
})
export type Calendar = z.infer<typeof calendar>

/** `timeline.json`: what follows a decision, who does it and by when, and what a meeting goes through. */
export const timelineFile = z.strictObject({
  steps: z.array(
    z.strictObject({
      id,
      for: z.array(clocked).min(1),
      owner: words,
      words,
      clock: words.optional(),
      within: z.array(within).min(1).optional(),
      /** The answer that says this has been done, so that it is no next step any more. */
      settledBy: z.strictObject({ question: id, option: id }).optional(),
      source: sources,
    }),
  ),
  calendar: calendar.optional(),
  /** What a strategy meeting goes through, each with the questions whose answers bear on it. */
  agenda: z.array(described.extend({ from: z.array(id) })).optional(),
  outcomes: z.array(described).optional(),
  oversight: z.array(z.strictObject({ id, words, source: sources })).optional(),
})
