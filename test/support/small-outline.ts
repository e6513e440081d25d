import type { Outline } from '../../machines/outline.ts'
import { southwark } from './southwark.ts'

/**
 * Southwark's route with an instrument of two sections cut to the bone, so that every path of the
 * machine can be walked: one section with a follow-up and one with two questions.
 */
export const smallOutline: Outline = {
  ...southwark.outline,
  questions: Object.fromEntries(
    Object.entries(southwark.outline.questions).filter(
      ([id]) =>
        !southwark.domainOf(id) ||
        ['missing', 'recognition'].includes(southwark.domainOf(id)?.id ?? ''),
    ),
  ),
  domains: southwark.outline.domains.filter(({ id }) => ['missing', 'recognition'].includes(id)),
}
