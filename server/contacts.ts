import type { Pack } from '../content/pack.ts'
import { onceFor } from '../machines/once-for.ts'
import { datesOf, overAYearBefore } from './dates.ts'

/** Contacts in the order asked for, each with the month it was last checked, and whether that is over a year ago. */
export const contactsOf = (pack: Pack, ids: readonly string[], today: string) =>
  ids.length === 0
    ? []
    : ids
        .flatMap((id) => contactsIn(pack).filter(({ contact }) => contact.id === id))
        .map(({ contact, verified }) => ({
          ...contact,
          stale: verified !== undefined && overAYearBefore(verified, today),
        }))

const contactsIn = onceFor((pack: Pack) =>
  pack.contacts.contacts.map(({ verified, source: _, ...contact }) => ({
    verified,
    contact: { ...contact, ...(verified && { verified: datesOf(pack).month(verified) }) },
  })),
)
