import { blockOf } from './address-block.ts'
import type { Cipher } from './cipher.ts'
import type { Codes } from './codes.ts'
import type { Connection } from './connection.ts'
import { datesOf } from './dates.ts'
import { timeline } from './documents/following.ts'
import { paperIn, summaryIn } from './documents/formats.ts'
import type { Door } from './door.ts'
import { fairQueue } from './fair-queue.ts'
import { createTurns, type Reply } from './in-turn.ts'
import type { Log } from './log.ts'
import type { ClientMessage, OpenMessage, ServerMessage } from './protocol.ts'
import { readFrame } from './read-frame.ts'
import { createRefusals } from './refusals.ts'
import { newCode, readCode, writtenCode } from './resume-code.ts'
import type { Room } from './room.ts'
import type { Session } from './session.ts'
import type { Sessions } from './sessions.ts'
import type { Reading, Slices } from './slices.ts'
import type { Tally } from './tally.ts'

export type Conversation = {
  /** Answers one frame of a connection with one reply. */
  converse: (connection: Connection, frame: string | ArrayBuffer) => Reply
  /** Lets go of what a connection that has closed was doing. */
  left: (connection: Connection) => void
  /**
   * Locks and erases what it is time for, and tells those it concerns.
   * @returns whether any session was let go from memory since the last time, and when all is erased
   */
  sweep: () => { letGo: boolean; erased: void | Promise<void> }
  /** Says for a connection's last message that it was not kept, though it was answered. */
  notSaved: (re: string | null) => ServerMessage
}

/** Answers the frames of connections. What cannot be read, or is refused, gets a sentence and changes nothing. */
export function createConversation({
  sessions,
  codes,
  cipher,
  door,
  room,
  slices,
  words,
  log,
  tally,
  now,
}: {
  sessions: Sessions
  codes: Codes
  cipher: Cipher
  door: Door
  room: Room
  slices: Slices
  words: Readonly<Record<string, string>>
  log: Log
  tally: Tally
  now: () => number
}): Conversation {
  const { rejected, fault } = createRefusals(words, log, tally)
  const turns = createTurns(slices)
  const inTurns = fairQueue()

  /** Does what takes a moment, one thing at a time for each connection, and one after another for an address. */
  function later(
    connection: Connection,
    re: string,
    allows: (from: string) => boolean,
    work: () => Promise<ServerMessage>,
  ): Reply {
    if (connection.waiting || !allows(connection.from)) return rejected(re, 'too-many')
    connection.waiting = true
    // Nobody waits any more for what a connection asked that has closed.
    const unlessGone = () => (connection.gone ? Promise.resolve(rejected(re, 'not-open')) : work())
    return inTurns(blockOf(connection.from), unlessGone)
      .catch((error) => fault(re, error))
      .finally(() => {
        connection.waiting = false
      })
  }

  function open(connection: Connection, message: OpenMessage, stretched: Uint8Array | null): Reply {
    leave(connection)
    connection.session = null
    if (connection.address !== null && connection.address !== message.session) {
      return rejected(message.id, 'malformed')
    }
    return turns.onceRead(
      connection,
      () => come(connection, message, stretched),
      () => {
        if (!sessions.speakerOf(message.session)) sessions.forget(message.session)
        return rejected(message.id, 'not-open')
      },
    )
  }

  function come(
    connection: Connection,
    message: OpenMessage,
    stretched: Uint8Array | null,
  ): Reply | Reading {
    const from = sessions.speakerOf(message.session)
    const session = sessions.open(message, connection, stretched)
    if (typeof session !== 'string' && 'reading' in session) return session
    if (typeof session === 'string') {
      if (session === 'damaged' || session === 'rewound') log({ kind: 'harm', harm: session })
      return rejected(message.id, session)
    }
    const samePage = message.page !== undefined && from?.page === message.page
    if (from && from !== connection && !samePage) from.tell(rejected(null, 'taken-over'))
    connection.session = message.session
    connection.page = message.page ?? null
    return { type: 'view' as const, re: message.id, view: session.view(now()) }
  }

  /** Lets another speak in the session that this connection has open. */
  function leave(connection: Connection): void {
    if (connection.session !== null) sessions.release(connection.session, connection)
  }

  function openByCode(connection: Connection, message: OpenMessage, code: string): Reply {
    const written = readCode(code)
    if (!written || !sessions.awaitsCode(message.session, written.locator)) {
      return rejected(message.id, 'wrong-code')
    }
    return later(connection, message.id, door.allowsCode, async () => {
      const stretched = await cipher.stretch(written.secret, message.session)
      // A connection that closed meanwhile would hold the session against whoever comes next.
      if (connection.gone) return rejected(message.id, 'not-open')
      return open(connection, message, stretched)
    })
  }

  async function giveCode(connection: Connection, session: Session, re: string) {
    const { id } = session.head
    const code = newCode(cipher)
    const stretched = await cipher.stretch(code.secret, id)
    const claimed = await codes.claim(code.locator, id, session.deletedAt)
    const still = sessions.opened(id)
    if (typeof still === 'string') return rejected(re, still)
    if ('reading' in still) return rejected(re, 'locked')
    if (!claimed || still.speaker !== connection) {
      return rejected(re, claimed ? 'taken-over' : 'too-many')
    }
    const before = sessions.keepCode(id, { locator: code.locator, stretched })
    if (before !== null) codes.release(before)
    const until = datesOf(session.loaded.pack).moment(session.deletedAt)
    return { type: 'code' as const, re, code: writtenCode(code), until }
  }

  function end(connection: Connection, { head }: Session, re: string): Reply {
    const { locator, erasing } = sessions.end(head.id)
    if (locator !== null) codes.release(locator)
    connection.session = null
    const ended = { type: 'ended' as const, re }
    return erasing ? turns.after(connection, erasing, () => ended) : ended
  }

  function answer(connection: Connection, message: ClientMessage): Reply {
    const re = message.id
    if (message.type === 'open') {
      const refusal = door.refusesOpening(connection, message.session)
      if (refusal) return rejected(re, refusal)
      return message.code === undefined
        ? open(connection, message, null)
        : openByCode(connection, message, message.code)
    }
    return turns.onceRead(
      connection,
      () => say(connection, message),
      () => rejected(re, 'not-open'),
    )
  }

  function say(
    connection: Connection,
    message: Exclude<ClientMessage, OpenMessage>,
  ): Reply | Reading {
    const re = message.id
    if (connection.session === null) return rejected(re, 'not-open')
    const session = sessions.opened(connection.session)
    if (typeof session === 'string') return rejected(re, session)
    if ('reading' in session) return session
    if (session.speaker !== connection) return rejected(re, 'taken-over')
    switch (message.type) {
      case 'document': {
        const { format, paper } = message
        const made = paper
          ? paperIn(session.caseView(now(), true), paper, format)
          : summaryIn(session.caseView(now()), format)
        return made ? { type: 'document', re, format, ...made } : rejected(re, 'not-now')
      }
      case 'key-kept':
        sessions.confirmKey(session.head.id)
        return { type: 'key-kept', re }
      case 'code':
        return later(connection, re, door.allowsNewCode, () => giveCode(connection, session, re))
      case 'handed-over': {
        const until = datesOf(session.loaded.pack).moment(sessions.handOver(session.head.id))
        return { type: 'handed-over', re, until, next: timeline(session.caseView(now())) }
      }
      case 'end':
        return end(connection, session, re)
      default: {
        const before = session.bytes
        const outcome = session.receive(message, now(), () => room.refusesDeed(connection))
        room.spend(connection, session.bytes - before)
        if (!('rejected' in outcome)) return { type: 'view', re, view: outcome.view }
        const { rejected: reason, ...extra } = outcome
        return rejected(re, reason, extra)
      }
    }
  }

  return {
    converse(connection, frame) {
      let re: string | null = null
      try {
        const reading = readFrame(frame)
        re = 'message' in reading ? reading.message.id : reading.re
        const refusal = door.refuses(connection)
        if (refusal) return rejected(re, refusal)
        if ('rejected' in reading) return rejected(re, reading.rejected)
        const reply = turns.inTurn(connection, () => answer(connection, reading.message))
        return reply instanceof Promise ? reply.catch((error) => fault(re, error)) : reply
      } catch (error) {
        return fault(re, error)
      }
    },

    left(connection) {
      connection.gone = true
      leave(connection)
    },

    sweep() {
      const { told, letGo, erasing } = sessions.sweep(codes.release)
      for (const { connection, reason } of told) {
        connection.session = null
        connection.tell(rejected(null, reason))
      }
      door.sweep()
      room.sweep()
      return { letGo, erased: slices(erasing, 'the sweep') }
    },

    notSaved: (re) => rejected(re, 'not-saved'),
  }
}
