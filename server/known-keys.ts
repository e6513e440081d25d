import type { Cipher } from './cipher.ts'
import type { DayKeys } from './day-keys.ts'
import type { Store } from './store.ts'

/** The keys of the days, held against what the store knows of them. */
export type KnownKeys = ReturnType<typeof knownKeys>

/** What tells one key of a day from another, and nothing of the key itself. */
export const keyId = (cipher: Cipher, day: string, key: Uint8Array): string =>
  cipher.hash(cipher.derive(key, day, 'handrail day key id')).slice(0, 32)

/**
 * The store knows which key each day's sessions were wrapped with, by an id. Another that lies in its place is
 * not used, so that nothing is called damaged that only lacks its key, and none is made where one is missing.
 */
export function knownKeys(store: Store, cipher: Cipher, dayKeys: DayKeys) {
  /** Keys that were held against their id already. */
  const held = new WeakSet<Uint8Array>()

  function of(day: string): Uint8Array | null {
    const key = dayKeys.of(day)
    if (!key || held.has(key)) return key
    const known = store.keyId(day)
    return known === null || known === keyId(cipher, day, key) ? key : null
  }

  return {
    /** The key that the sessions of a day were wrapped with, or `null` where it is not to be had now. */
    of,

    /** The key for a session that begins, made for the first of a day; `null` where there can be none now. */
    forNew(day: string): Uint8Array | null {
      if (!of(day) && store.days().includes(day)) return null
      return dayKeys.make(day)
    },

    /** Notes that a key has wrapped or opened something of its day. */
    proved(day: string, key: Uint8Array): void {
      if (held.has(key)) return
      const id = keyId(cipher, day, key)
      if (store.keyId(day) !== id) store.keepKeyId(day, id)
      held.add(key)
    },

    /** Destroys the keys of every day before this one, and forgets which they were. */
    destroyBefore(day: string): void {
      dayKeys.destroyBefore(day)
      store.forgetKeyIds(day)
    },
  }
}
