import type { Pack } from '../content/pack.ts'
import { datesOf, overAYearBefore } from './dates.ts'

/** A contact with the month it was last checked, and whether that is over a year ago. */
export function contactsOf(pack: Pack, ids: readonly string[], today: string) {
  const dates = datesOf(pack)
  return pack.contacts.contacts
    .filter(({ id }) => ids.includes(id))
    .map(({ verified, source: _, ...contact }) => ({
      ...contact,
      ...(verified && { verified: dates.month(verified) }),
      stale: verified !== undefined && overAYearBefore(verified, today),
    }))
}
