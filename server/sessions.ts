import type { EventLog, SessionHead } from './event-log.ts'
import { type LoadedPack, loadPack } from './loaded-pack.ts'
import type { OpenMessage, Rejection } from './protocol.ts'
import { Session } from './session.ts'

/** Every session of a store: begun, come back to, and kept warm in memory while it is used. */
export type Sessions = ReturnType<typeof createSessions>

/** How many folded sessions stay in memory; any other is folded again from its log. */
const warmLimit = 2_000

/**
 * @param packs the packs a new session can begin with, by area
 * @param hashOf hashes a client's key; the key itself goes no further
 */
export function createSessions(
  log: EventLog,
  packs: ReadonlyMap<string, LoadedPack>,
  hashOf: (key: string) => string,
) {
  const warm = new Map<string, Session>()
  const byDigest = new Map([...packs.values()].map((loaded) => [loaded.pack.digest, loaded]))

  /** A session stays on the pack it began with, though the area may have a newer one by now. */
  function packOf(digest: string): LoadedPack {
    const known = byDigest.get(digest)
    if (known) return known
    const files = log.pack(digest)
    const reading = files === null ? null : loadPack({ digest, files })
    if (!reading || 'faults' in reading) throw new Error('a session began with a pack that is gone')
    byDigest.set(digest, reading.loaded)
    return reading.loaded
  }

  function warmed(head: SessionHead): Session {
    const known = warm.get(head.id)
    const session = known ?? new Session(log, head, packOf(head.digest))
    warm.delete(head.id)
    warm.set(head.id, session)
    const oldest = warm.size > warmLimit ? warm.keys().next().value : undefined
    if (oldest !== undefined) warm.delete(oldest)
    return session
  }

  return {
    /** Begins a session, or comes back to one with the key it was begun with. */
    open(message: OpenMessage, at: number): Session | Rejection {
      const key = hashOf(message.key)
      const head = log.head(message.session)
      if (head) return head.key === key ? warmed(head) : 'wrong-key'
      if (message.area === undefined) return 'unknown-session'
      const loaded = packs.get(message.area)
      if (!loaded) return 'unknown-area'
      const { session: id, mode = 'live' } = message
      const begun = { id, key, area: message.area, digest: loaded.pack.digest, mode, startedAt: at }
      try {
        log.begin(begun, loaded.files)
      } catch {
        return 'not-saved'
      }
      return warmed(begun)
    },

    /** A session this connection has already opened. */
    opened(id: string): Session | null {
      const known = warm.get(id)
      if (known) return known
      const head = log.head(id)
      return head ? warmed(head) : null
    },

    /** Lets a session go from memory, so that it is next folded from what the log really holds. */
    forget(id: string): void {
      warm.delete(id)
    },
  }
}
