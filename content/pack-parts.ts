import { z } from 'zod'

/** What the files of a pack are put together from. */

export const id = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'an id is lower-case words joined by - or .')
export const words = z.string().trim().min(1, 'words are missing')
export const source = z
  .string()
  .regex(/^[a-z-]+:[A-Za-z0-9.-]+$/, 'a source looks like southwark:6.1 or practice:second-mind')
export const sources = z.array(source).min(1)
export const limit = z.number().int().positive()
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month looks like 2015-07')

export const option = z.strictObject({
  id,
  words,
  source,
  hint: words.optional(),
  marks: z.array(z.string()).optional(),
  /** Where the option says that what its marks stand for is suspected, and not that it is so. */
  suspected: z.boolean().optional(),
  probes: z.array(id).optional(),
})
export type PackOption = z.infer<typeof option>

/** A sentence with its id and the source it stands for. */
export const described = z.strictObject({ id, words, source })
