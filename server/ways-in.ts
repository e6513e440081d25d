import type { Cipher } from './cipher.ts'
import type { CodeWay, SessionHead, StoredSession, Way } from './store.ts'

/** A session's data key, and which of its ways was taken to it. */
export type Opened = { dataKey: Uint8Array; by: 'key' | 'next' | 'code' }

/**
 * The ways to a session's data key. The data key is random and is stored only wrapped, under what the
 * client holds together with the key of the day: neither a stolen store nor a client's key alone opens it.
 */
export function waysIn(cipher: Cipher) {
  /** What the wrapped key is bound to, so that no head can be put before another session's record. */
  const bound = ({ id, area, digest, mode, day }: SessionHead) =>
    JSON.stringify(['handrail key', id, area, digest, mode, day])

  const wrappingKey = (head: SessionHead, secret: Uint8Array, dayKey: Uint8Array) => {
    const both = new Uint8Array(secret.length + dayKey.length)
    both.set(secret)
    both.set(dayKey, secret.length)
    return cipher.derive(both, head.id, 'handrail data key')
  }

  return {
    newDataKey: () => cipher.random(32),

    /** Wraps a data key for the key a client holds. */
    forKey(head: SessionHead, dataKey: Uint8Array, key: string, dayKey: Uint8Array): Way {
      const wrapped = cipher.seal(wrappingKey(head, bytesOf(key), dayKey), dataKey, bound(head))
      return { hash: cipher.hash(key), wrapped }
    },

    /** Wraps a data key for a code, given as it is after stretching. */
    forCode(
      head: SessionHead,
      dataKey: Uint8Array,
      { locator, stretched }: { locator: string; stretched: Uint8Array },
      dayKey: Uint8Array,
    ): CodeWay {
      const wrapped = cipher.seal(wrappingKey(head, stretched, dayKey), dataKey, bound(head))
      return { locator, wrapped, tries: 0 }
    },

    /** Opens a session with a client's key: the one in use, or the one that waits to take over. */
    byKey({ head, key, next }: StoredSession, given: string, dayKey: Uint8Array) {
      const hash = cipher.hash(given)
      const by = same(hash, key.hash) ? 'key' : next && same(hash, next.hash) ? 'next' : null
      if (by === null) return 'wrong-key' as const
      const { wrapped } = by === 'next' && next ? next : key
      const dataKey = cipher.open(wrappingKey(head, bytesOf(given), dayKey), wrapped, bound(head))
      return dataKey ? ({ dataKey, by } satisfies Opened) : ('damaged' as const)
    },

    /** Opens a session with a stretched code. */
    byCode({ head, code }: StoredSession, stretched: Uint8Array, dayKey: Uint8Array) {
      const dataKey =
        code && cipher.open(wrappingKey(head, stretched, dayKey), code.wrapped, bound(head))
      return dataKey ? ({ dataKey, by: 'code' } satisfies Opened) : ('wrong-code' as const)
    },
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Compares hashes in a time that tells nothing of where they differ. */
const same = (one: string, other: string): boolean =>
  one.length === other.length &&
  bytesOf(one).reduce((differs, byte, at) => differs | (byte ^ other.charCodeAt(at)), 0) === 0
