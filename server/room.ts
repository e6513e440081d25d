import { blockOf } from './address-block.ts'
import type { Connection } from './connection.ts'
import type { Rejection } from './protocol.ts'

/** How much there is on the disk: enough, enough for what is under way, or nothing to speak of. */
export type DiskRoom = 'enough' | 'short' | 'none'

/** How many bytes may be kept: of one record, of one tenant's or origin's, and from one address. */
export type Quotas = { record: number; tenant: number; address: number }

/** What a conversation takes before anything is said in it, in bytes. */
export const beginning = 2_048

/** New conversations wait once this share of a quota is left: the rest is for those under way. */
const keptBack = 0.1

/** What stands between what people say and the disk. */
export type Room = ReturnType<typeof createRoom>

/**
 * Nothing of it is stored, and so nobody's address is: a tenant or an address may keep so many bytes at once, and as
 * many again in the time that conversations are kept. Never is more than twice the quota there.
 * @param kept how long conversations are kept, in milliseconds
 * @param disk how much there is on the disk
 */
export function createRoom(
  { record, tenant, address }: Quotas,
  kept: number,
  steady: () => number,
  disk: () => DiskRoom = () => 'enough',
) {
  const tenants = new Quota(tenant, kept)
  const addresses = new Quota(address, kept)
  return {
    /** How many bytes one record may have. */
    record,

    /** Why no conversation may begin now, or `null`. */
    refusesBeginning({ origin, from }: Connection): Rejection | null {
      const at = steady()
      const few =
        addresses.left(blockOf(from), at) < address * keptBack ||
        tenants.left(origin, at) < tenant * keptBack
      return few || disk() !== 'enough' ? 'busy' : null
    },

    /** Why nothing more is kept now of a conversation under way, or `null`. */
    refusesDeed({ origin, from }: Connection): Rejection | null {
      if (disk() === 'none') return 'not-saved'
      const at = steady()
      return addresses.left(blockOf(from), at) <= 0 || tenants.left(origin, at) <= 0
        ? 'too-many'
        : null
    },

    /** Notes that so many bytes were kept. */
    spend({ origin, from }: Connection, bytes: number): void {
      if (bytes <= 0) return
      tenants.spend(origin, bytes, steady())
      addresses.spend(blockOf(from), bytes, steady())
    },

    sweep(): void {
      tenants.sweep(steady())
      addresses.sweep(steady())
    },
  }
}

/** So many bytes for each, which come back evenly over a time. */
class Quota {
  readonly #bytes: number
  readonly #over: number
  readonly #spent = new Map<string, { bytes: number; at: number }>()

  constructor(bytes: number, over: number) {
    this.#bytes = bytes
    this.#over = over
  }

  left(who: string, at: number): number {
    const spent = this.#spent.get(who)
    if (!spent) return this.#bytes
    const back = ((at - spent.at) / this.#over) * this.#bytes
    return this.#bytes - Math.max(0, spent.bytes - back)
  }

  spend(who: string, bytes: number, at: number): void {
    this.#spent.set(who, { bytes: this.#bytes - this.left(who, at) + bytes, at })
  }

  /** Forgets everyone who has all of it again. */
  sweep(at: number): void {
    for (const who of this.#spent.keys())
      if (this.left(who, at) >= this.#bytes) this.#spent.delete(who)
  }
}
