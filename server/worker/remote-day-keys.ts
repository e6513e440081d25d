import type { DayKeys } from '../day-keys.ts'
import type { KeyObject } from './key-object.ts'

const day = 86_400_000

/**
 * The keys of the days, each in an object of its own.
 * @param kept how long a session is kept, in milliseconds: a key outlives its day by that
 */
export function remoteDayKeys(objects: DurableObjectNamespace<KeyObject>, kept: number) {
  const known = new Map<string, Uint8Array>()
  const of = (name: string) => known.get(name) ?? null
  const keys: DayKeys = {
    of,
    make(name) {
      const key = of(name)
      if (!key) throw new Error('the key of a day was not brought before it was needed')
      return key
    },
    // Each object destroys its own.
    destroyBefore: () => {},
  }
  return {
    keys,
    /** Brings the keys of these days, so that they can be used without waiting. */
    async ready(days: readonly string[]): Promise<void> {
      for (const name of days) {
        const over = Date.parse(name) + day + kept
        if (known.has(name) || over <= Date.now()) continue
        known.set(name, await objects.get(objects.idFromName(name)).key(over))
      }
    },
  }
}
