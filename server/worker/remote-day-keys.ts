import type { DayKeys } from '../day-keys.ts'
import type { KeyObject } from './key-object.ts'

const day = 86_400_000

/**
 * The keys of the days, each in an object of its own.
 * @param kept how long a session is kept, in milliseconds: a key outlives its day by that
 */
export function remoteDayKeys(objects: DurableObjectNamespace<KeyObject>, kept: number) {
  const known = new Map<string, Uint8Array>()
  const object = (name: string) => objects.get(objects.idFromName(name))
  const keys: DayKeys = {
    of: (name) => known.get(name) ?? null,
    make: (name) => known.get(name) ?? null,
    // Each object destroys its own.
    destroyBefore: () => {},
  }
  return {
    keys,
    /**
     * Brings the keys of the days that something is stored of, or of today where nothing is, so that they can be
     * used without waiting. One that cannot be brought is not at hand, and whoever needs it is told so.
     */
    async ready(stored: readonly string[], today: string): Promise<void> {
      for (const name of stored.length > 0 ? stored : [today]) {
        if (known.has(name)) continue
        const over = Date.parse(name) + day + kept
        const key = await (stored.length > 0 ? object(name).find() : object(name).make(over)).catch(
          () => null,
        )
        if (key) known.set(name, key)
      }
    },
  }
}
