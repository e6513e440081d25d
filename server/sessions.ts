import type { Cipher } from './cipher.ts'
import type { Connection } from './connection.ts'
import { type DayKeys, dayOf } from './day-keys.ts'
import { createEntrance } from './entrance.ts'
import { erasing, erasingAll } from './erasing.ts'
import { knownKeys } from './known-keys.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { OpenSessions } from './open-sessions.ts'
import { packShelf } from './pack-shelf.ts'
import type { OpenMessage, Rejection } from './protocol.ts'
import { type Clock, type Retention, restsAfter } from './retention.ts'
import { beginning, type Room } from './room.ts'
import { SealedRecord } from './sealed-record.ts'
import { Session } from './session.ts'
import { type Reading, type Sliced, slice } from './slices.ts'
import type { SessionHead, Store, StoredSession } from './store.ts'

/** Every session of a store: begun, come back to, kept open in memory while it is used, and erased. */
export type Sessions = ReturnType<typeof createSessions>

/** A connection that should hear what became of its session. */
type Told = { connection: Connection; reason: 'locked' | 'expired' }

/** @param packs the packs a new session can begin with, by area */
export function createSessions({
  store,
  cipher,
  dayKeys,
  packs,
  clock,
  retention,
  room,
}: {
  store: Store
  cipher: Cipher
  dayKeys: DayKeys
  packs: ReadonlyMap<string, LoadedPack>
  clock: Clock
  retention: Retention
  room: Room
}) {
  const keys = knownKeys(store, cipher, dayKeys)
  const entrance = createEntrance(store, cipher, keys)
  const packOf = packShelf(store, cipher, packs)
  const open = new OpenSessions()

  /** Steady time as the clock on the wall will show it, if nobody moves it. */
  const onTheWall = (steady: number) => clock.now() + (steady - clock.steady())

  function opening(stored: StoredSession, dataKey: Uint8Array): Session | 'damaged' {
    const { head } = stored
    const loaded = packOf(head.digest)
    if (!loaded) return 'damaged'
    // When it is deleted is the one thing of a head that nothing is bound to: it is never believed too far.
    const until = onTheWall(Math.min(head.expires, clock.steady() + retention.kept))
    const events = new SealedRecord(store, cipher, stored, dataKey)
    const session =
      open.get(head.id)?.session ?? new Session(events, head, loaded, until, room.record)
    open.set(head.id, { session, stored, dataKey, usedAt: clock.steady() })
    return session
  }

  function begin(message: OpenMessage, connection: Connection): Session | Rejection {
    const noRoom = room.refusesBeginning(connection)
    if (noRoom) return noRoom
    const loaded = packs.get(message.area ?? '')
    if (!loaded) return 'unknown-area'
    const { session: id, mode = 'live' } = message
    const steady = clock.steady()
    const head: SessionHead = {
      id,
      area: loaded.pack.area.id,
      digest: loaded.pack.digest,
      mode,
      day: dayOf(steady),
      expires: steady + retention.kept,
    }
    try {
      const begun = entrance.begin(head, message.key, loaded.files)
      if (begun === 'no-key') return begun
      room.spend(connection, beginning)
      return opening(begun.stored, begun.dataKey)
    } catch {
      return 'not-saved'
    }
  }

  function shred(id: string): StoredSession | null {
    const stored = open.get(id)?.stored ?? store.session(id)
    open.forget(id)
    if (stored) store.shred(stored.row)
    return stored
  }

  const expire = (id: string) => {
    store.eraseSlice(shred(id)?.row ?? 0)
    return 'expired' as const
  }

  const overdue = ({ expires }: SessionHead) => expires <= clock.steady()

  return {
    /**
     * Begins a session, or comes back to one with its key or a stretched code. Where it is open over
     * another connection, that one goes on speaking unless this one serves the same page or asks to take over.
     * @param connection one that speaks in no session
     */
    open(
      message: OpenMessage,
      connection: Connection,
      stretched: Uint8Array | null,
    ): Session | Rejection | Reading {
      const { session: id, seen, page, takeOver } = message
      const stored = open.get(id)?.stored ?? store.session(id)
      if (!stored && message.code !== undefined) return 'wrong-code'
      if (!stored && message.area === undefined) return 'unknown-session'
      if (stored && overdue(stored.head)) return expire(id)
      if (!stored) {
        const begun = begin(message, connection)
        if (typeof begun === 'string') return begun
        const made = open.get(id)
        if (made) entrance.changeKeys(made.stored, message, { by: 'key', dataKey: made.dataKey })
        begun.speaker = connection
        begun.wake()
        return begun
      }
      const entered = entrance.enter(stored, message, stretched)
      if (typeof entered === 'string') return entered
      const speaker = open.get(id)?.session.speaker
      if (speaker && speaker.page !== page && !takeOver && entered.by !== 'code') return 'elsewhere'

      const session = opening(stored, entered.dataKey)
      if (typeof session === 'string') return session
      if (session.slow) return { reading: session.waking() }
      const harm = session.wake() ?? (seen && !session.holds(seen) ? 'rewound' : null)
      if (harm) {
        open.forget(id)
        return harm
      }
      entrance.changeKeys(stored, message, entered)
      session.speaker = connection
      return session
    },

    /** A session that a connection has opened and that has not gone to sleep since. */
    opened(id: string): Session | Rejection | Reading {
      const known = open.get(id)
      if (!known) return store.session(id) ? 'locked' : 'expired'
      if (overdue(known.stored.head)) return expire(id)
      known.usedAt = clock.steady()
      if (known.session.slow) return { reading: known.session.waking() }
      return known.session.wake() ?? known.session
    },

    /** The connection that speaks in a session now, or `null`. */
    speakerOf: (id: string): Connection | null => open.get(id)?.session.speaker ?? null,

    /**
     * A connection that spoke in a session has left it. Whoever comes back brings the key, so that nothing of
     * it has to stay in memory.
     */
    release(id: string, connection: Connection): void {
      const session = open.get(id)?.session
      if (session?.speaker === connection) open.putDown(id)
    },

    /** Lets a session go from memory. */
    forget: (id: string): void => open.forget(id),

    /** The old key opens nothing any more. */
    confirmKey(id: string): void {
      const known = open.get(id)
      if (known) entrance.confirmKey(known.stored)
    },

    /** Whether a code with this number could open the session, so that it is worth the work to try. */
    awaitsCode(id: string, locator: string): boolean {
      const stored = open.get(id)?.stored ?? store.session(id)
      return stored !== null && entrance.awaitsCode(stored, locator)
    },

    /** Makes a code a way in, in place of any before it. @returns the number of the one before */
    keepCode(id: string, code: { locator: string; stretched: Uint8Array }): string | null {
      const known = open.get(id)
      const before = known?.stored.code?.locator ?? null
      if (known) entrance.keepCode(known.stored, known.dataKey, code)
      return before
    },

    /** Brings the deletion forward to minutes from now. @returns when that is, on the wall */
    handOver(id: string): number {
      const known = open.get(id)
      if (!known) throw new Error('a session that is not open was handed over')
      const { head, row } = known.stored
      head.expires = Math.min(head.expires, clock.steady() + retention.handedOver)
      store.keepUntil(row, head.expires)
      known.session.deletedAt = onTheWall(head.expires)
      return known.session.deletedAt
    },

    /** Ends a session at once. @returns its code's number, and the work of erasing what one slice did not */
    end(id: string): { locator: string | null; erasing: Sliced<void> | null } {
      const stored = shred(id)
      const left = stored && store.eraseSlice(stored.row) >= slice ? [stored.row] : []
      const locator = stored?.code?.locator ?? null
      return { locator, erasing: left.length > 0 ? erasing(store, left) : null }
    },

    /**
     * Ends what has had its time and is open, and locks what nobody has used for a while.
     * @param release told the number of each code that leads nowhere any more
     * @returns the connections that should hear of it, whether any was let go since the last time, and the work
     * of erasing all that has had its time and of destroying the keys of days that are over
     */
    sweep(release: (locator: string) => void): {
      told: Told[]
      letGo: boolean
      erasing: Sliced<void>
    } {
      const steady = clock.steady()
      const told: Told[] = []
      const tell = (id: string, reason: 'locked' | 'expired') => {
        const connection = open.get(id)?.session.speaker
        if (connection) told.push({ connection, reason })
      }
      const expired = (id: string) => {
        const locator = shred(id)?.code?.locator
        if (locator !== undefined) release(locator)
      }
      for (const [id, { session, stored, usedAt }] of open) {
        if (overdue(stored.head)) {
          tell(id, 'expired')
          open.forget(id)
        } else if (steady - usedAt >= retention.idle) {
          tell(id, 'locked')
          open.putDown(id)
        } else if (steady - usedAt >= restsAfter) session.rest()
      }
      return {
        told,
        letGo: open.anyLetGo(),
        erasing: erasingAll(store, keys, retention, steady, expired),
      }
    },
  }
}
