import { z } from 'zod'
import { id, source, words } from './pack-parts.ts'

const authority = 'the authority is missing: which act or guidance, with its section and date'

const item = z.strictObject({
  id,
  /** What of the source document it stands beside: a paragraph, a point of one, or a whole section. */
  touches: z.array(source).min(1),
  title: words,
  words,
  authority: z.string({ error: authority }).trim().min(1, authority),
  /** When somebody last looked whether it is still so. */
  checked: z
    .string()
    .regex(
      /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
      'this is a month or a day, such as 2026-11',
    ),
  /** `check` where nobody found out whether it is in force. */
  status: z.enum(['in-force', 'not-yet', 'check']),
  /** For guidance that is reissued each year. */
  yearly: z.literal(true).optional(),
  /** The questions where it stands open; at the others it touches it is shut until it is wanted. */
  open: z.array(id).min(1).optional(),
})
export type SinceItem = z.infer<typeof item>

/**
 * `since.json`: what has changed since an area's document was written. It stands beside what the document says and
 * never in its place, as a pointer to what has to be checked.
 */
export const sinceFile = z.strictObject({
  words: z.strictObject({
    /** With `{issued}`, the month of the document, and `{titles}`. */
    title: words,
    'in-force': words,
    'not-yet': words,
    check: words,
    yearly: words,
    /** With `{month}`. */
    checked: words,
    stale: words,
  }),
  items: z.array(item).min(1),
})
export type Since = z.infer<typeof sinceFile>
