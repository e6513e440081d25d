import { z } from 'zod'
import { notKnown, plainLine } from '../machines/answer.ts'
import { type Earlier, purposes } from '../machines/earlier.ts'

/** A line from a file that anyone may have changed: it is read as what it says and never as more. */
const line = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((text) => text.isWellFormed())
    .transform(plainLine)

const id = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/)
  .max(64)
const option = z.strictObject({ id, words: line(300).optional() })

/** What a summary's data holds for a later screening of the same child. */
const beside = z.strictObject({
  ticked: z
    .array(
      z.strictObject({
        question: id,
        name: line(200),
        options: z.union([z.literal(notKnown), z.array(option).max(40)]),
      }),
    )
    .max(60),
  alerts: z.array(option).max(40),
  plan: z.array(line(600)).max(12),
})
export type Beside = z.infer<typeof beside>

const summary = z.object({
  format: z.literal('handrail-summary'),
  version: z.literal(1),
  mode: z.enum(['live', 'rehearsal']),
  preparedAt: z.iso.datetime(),
  pack: z.object({ area: id }),
  beside,
})

/**
 * Reads the data of an earlier summary, of which only a few keys are needed.
 * @param now the moment it is laid beside, in milliseconds since 1970
 * @returns `null` for what is no such summary, is for another area, is from a rehearsal where this is none or the
 * other way about, or is still to come
 */
export function readEarlier(
  purpose: unknown,
  data: unknown,
  { area, mode, now }: { area: string; mode: 'live' | 'rehearsal'; now: number },
): Earlier | null {
  const why = z.enum(purposes).safeParse(purpose)
  const reading = summary.safeParse(data)
  if (!why.success || !reading.success) return null
  const { beside: held, mode: was, pack, preparedAt } = reading.data
  if (pack.area !== area || was !== mode || Date.parse(preparedAt) > now) return null
  return { purpose: why.data, preparedAt, ...held }
}
