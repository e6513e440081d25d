import type { DeedBody } from '../../server/protocol.ts'
import { type Recorded, recordCase, recordDeeds } from './case-frames.ts'

/** The turns of a session that counts as long. */
export const longSession = 60

/** Two turns that can follow any others, and leave the answers as they were. */
const mix: readonly DeedBody[] = [
  { type: 'revisit', question: 'danger' },
  { type: 'answer', question: 'danger', value: 'no' },
]

/** A session of `length` turns: the first `answers` of these, then the mix over and over. Both are even. */
export const lengthened = (
  deeds: readonly DeedBody[],
  answers: number,
  length: number,
): DeedBody[] => [
  ...deeds.slice(0, answers),
  ...Array.from({ length: (length - answers) / mix.length }, () => mix).flat(),
]

/** How many turns of a case, an even number, come before the check of its answers. */
export function turnsBeforeCheck(deeds: readonly DeedBody[]): number {
  const check = deeds.findIndex(({ type }) => type === 'check')
  return check - (check % 2)
}

/** Speaks a session of sixty turns: all that the case has before its check, then the mix. */
export async function recordLongSession(origin: string): Promise<Recorded> {
  const { deeds } = await recordCase(origin)
  return recordDeeds(origin, lengthened(deeds, turnsBeforeCheck(deeds), longSession))
}
