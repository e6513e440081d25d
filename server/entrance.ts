import type { Cipher } from './cipher.ts'
import type { KnownKeys } from './known-keys.ts'
import type { OpenMessage } from './protocol.ts'
import type { SessionHead, Store, StoredSession } from './store.ts'
import { type Opened, waysIn } from './ways-in.ts'

/** How often a code may be tried in vain before it opens nothing any more. */
const triesLimit = 10

/** Who comes in to a session, by which key, and how its keys change hands. */
export function createEntrance(store: Store, cipher: Cipher, dayKeys: KnownKeys) {
  const ways = waysIn(cipher)

  /** The key of a session's day, which is there for as long as the session is. */
  function dayKeyOf({ day }: SessionHead): Uint8Array {
    const key = dayKeys.of(day)
    if (!key) throw new Error('the key of a session’s day is gone before the session')
    return key
  }

  /** Passes on what came of a try, and notes the day's key where it opened something. */
  function proven<Entered>({ head }: StoredSession, dayKey: Uint8Array, entered: Entered): Entered {
    if (typeof entered !== 'string') dayKeys.proved(head.day, dayKey)
    return entered
  }

  return {
    /** Keeps a new session, whose way in is the key its client made. Durable with the next commit. */
    begin(head: SessionHead, key: string, packFiles: string) {
      const dayKey = dayKeys.forNew(head.day)
      if (!dayKey) return 'no-key' as const
      const dataKey = ways.newDataKey()
      const stored = store.begin(head, ways.forKey(head, dataKey, key, dayKey), packFiles)
      dayKeys.proved(head.day, dayKey)
      return { stored, dataKey }
    },

    /** Takes the way in that is offered, and counts the codes that are tried in vain. */
    enter(stored: StoredSession, message: OpenMessage, stretched: Uint8Array | null) {
      const dayKey = dayKeys.of(stored.head.day)
      // That a key cannot be had now says nothing of the session, which may only lack it for a while.
      if (!dayKey) return 'no-key' as const
      if (message.code === undefined)
        return proven(stored, dayKey, ways.byKey(stored, message.key, dayKey))
      const { code } = stored
      if (!code || !stretched || code.tries >= triesLimit) return 'wrong-code' as const
      const entered = ways.byCode(stored, stretched, dayKey)
      const tries = typeof entered === 'string' ? code.tries + 1 : 0
      if (tries !== code.tries) {
        code.tries = tries
        store.keepCode(stored.row, code)
      }
      return proven(stored, dayKey, entered)
    },

    /**
     * A key is changed in two steps, so that a lost reply locks nobody out: the new one waits beside the
     * old until it is confirmed, which coming in by it does too.
     */
    changeKeys(stored: StoredSession, message: OpenMessage, { by, dataKey }: Opened): void {
      const asked = by === 'code' ? message.key : message.next
      if (by !== 'next' && asked === undefined) return
      // Whoever waits to confirm a key holds it already, and may hold no other.
      if (by !== 'key' && stored.next) stored.key = stored.next
      stored.next =
        asked === undefined ? null : ways.forKey(stored.head, dataKey, asked, dayKeyOf(stored.head))
      store.keepKeys(stored.row, stored.key, stored.next)
    },

    /** Whether a code with this number may still be tried. */
    awaitsCode: ({ code }: StoredSession, locator: string): boolean =>
      code?.locator === locator && code.tries < triesLimit,

    /** The old key opens nothing any more. */
    confirmKey(stored: StoredSession): void {
      if (!stored.next) return
      stored.key = stored.next
      stored.next = null
      store.keepKeys(stored.row, stored.key, null)
    },

    /** Makes a code a way in, in place of any before it. */
    keepCode(
      stored: StoredSession,
      dataKey: Uint8Array,
      code: { locator: string; stretched: Uint8Array },
    ): void {
      stored.code = ways.forCode(stored.head, dataKey, code, dayKeyOf(stored.head))
      store.keepCode(stored.row, stored.code)
    },
  }
}
