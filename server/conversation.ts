import { blockOf } from './address-block.ts'
import type { Cipher } from './cipher.ts'
import type { Connection } from './connection.ts'
import { datesOf } from './dates.ts'
import { timeline } from './documents/following.ts'
import { paperIn, summaryIn } from './documents/formats.ts'
import type { Door } from './door.ts'
import { fairQueue } from './fair-queue.ts'
import { fill } from './fill.ts'
import type { Log } from './log.ts'
import type { ClientMessage, OpenMessage, Rejection, ServerMessage } from './protocol.ts'
import { readFrame } from './read-frame.ts'
import { newCode, readCode, writtenCode } from './resume-code.ts'
import type { Outcome, Session } from './session.ts'
import type { Sessions } from './sessions.ts'
import type { Tally } from './tally.ts'

/** The register of codes: which session a code's first digits lead to. */
export type Codes = {
  /** Takes a number for a session until a time on the wall; false where it is taken already. */
  claim: (locator: string, session: string, until: number) => boolean | Promise<boolean>
  find: (locator: string) => string | null | Promise<string | null>
  /** Lets a number go that leads nowhere any more. */
  release: (locator: string) => void
}

/** A reply is there at once, but for the few that take a moment on purpose. */
type Reply = ServerMessage | Promise<ServerMessage>

export type Conversation = {
  /** Answers one frame of a connection with one reply. */
  converse: (connection: Connection, frame: string | ArrayBuffer) => Reply
  /** Lets go of what a connection that has closed was doing. */
  left: (connection: Connection) => void
  /**
   * Locks and erases what it is time for, and tells those it concerns.
   * @param unfinished called where more is to be erased, soon and once whoever waits was answered
   * @returns whether any session was let go from memory since the last time
   */
  sweep: (unfinished?: () => void) => boolean
  /** Says for a connection's last message that it was not kept, though it was answered. */
  notSaved: (re: string | null) => ServerMessage
}

/**
 * Answers the frames of connections. A frame that cannot be read, or is refused, gets a sentence for a
 * person and changes nothing; a throw is a bug, logged by an id alone.
 */
export function createConversation({
  sessions,
  codes,
  cipher,
  door,
  words,
  log,
  tally,
  now,
}: {
  sessions: Sessions
  codes: Codes
  cipher: Cipher
  door: Door
  words: Readonly<Record<string, string>>
  log: Log
  tally: Tally
  now: () => number
}): Conversation {
  const rejected = (
    re: string | null,
    reason: Rejection,
    extra: Omit<Extract<Outcome, { rejected: Rejection }>, 'rejected'> & { id?: string } = {},
  ): ServerMessage => {
    const { id = '', ...rest } = extra
    tally({ kind: 'rejected', reason })
    return {
      type: 'rejected',
      re,
      reason,
      words: fill(words[wordsFor(reason, rest.fault)] ?? '', { id }),
      ...rest,
    }
  }

  const fault = (re: string | null, error: unknown): ServerMessage => {
    const id = crypto.randomUUID()
    log({ kind: 'fault', id, error })
    return rejected(re, 'fault', { id })
  }

  const inTurns = fairQueue()

  /** Does what takes a moment, one thing at a time for each connection, and one after another for an address. */
  function later(connection: Connection, re: string, work: () => Promise<ServerMessage>): Reply {
    connection.waiting = true
    // Nobody waits any more for what a connection asked that has closed.
    const unlessGone = () => (connection.gone ? Promise.resolve(rejected(re, 'not-open')) : work())
    return inTurns(blockOf(connection.from), unlessGone)
      .catch((error) => fault(re, error))
      .finally(() => {
        connection.waiting = false
      })
  }

  function open(connection: Connection, message: OpenMessage, stretched: Uint8Array | null) {
    leave(connection)
    connection.session = null
    if (connection.address !== null && connection.address !== message.session) {
      return rejected(message.id, 'malformed')
    }
    const from = sessions.speakerOf(message.session)
    const session = sessions.open(message, connection, stretched)
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
    if (connection.waiting || !door.allowsCode(connection.from)) {
      return rejected(message.id, 'too-many')
    }
    return later(connection, message.id, async () => {
      const stretched = await cipher.stretch(written.secret, message.session)
      // A connection that closed meanwhile would hold the session against whoever comes next.
      return connection.gone
        ? rejected(message.id, 'not-open')
        : open(connection, message, stretched)
    })
  }

  async function giveCode(connection: Connection, session: Session, re: string) {
    const { id } = session.head
    const code = newCode(cipher)
    const stretched = await cipher.stretch(code.secret, id)
    const claimed = await codes.claim(code.locator, id, session.deletedAt)
    const still = sessions.opened(id)
    if (typeof still === 'string') return rejected(re, still)
    if (!claimed || still.speaker !== connection) {
      return rejected(re, claimed ? 'taken-over' : 'too-many')
    }
    const before = sessions.keepCode(id, { locator: code.locator, stretched })
    if (before !== null) codes.release(before)
    const until = datesOf(session.loaded.pack).moment(session.deletedAt)
    return { type: 'code' as const, re, code: writtenCode(code), until }
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
    if (connection.session === null) return rejected(re, 'not-open')
    const session = sessions.opened(connection.session)
    if (typeof session === 'string') return rejected(re, session)
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
        if (connection.waiting || !door.allowsNewCode(connection.from)) {
          return rejected(re, 'too-many')
        }
        return later(connection, re, () => giveCode(connection, session, re))
      case 'handed-over': {
        const until = datesOf(session.loaded.pack).moment(sessions.handOver(session.head.id))
        return { type: 'handed-over', re, until, next: timeline(session.caseView(now())) }
      }
      case 'end':
        for (const locator of sessions.erase([session.head.id])) codes.release(locator)
        connection.session = null
        return { type: 'ended', re }
      default: {
        const outcome = session.receive(message, now())
        if (!('rejected' in outcome)) return { type: 'view', re, view: outcome.view }
        const { rejected: reason, ...extra } = outcome
        if (reason === 'not-saved') sessions.forget(session.head.id)
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
        return 'message' in reading
          ? answer(connection, reading.message)
          : rejected(re, reading.rejected)
      } catch (error) {
        return fault(re, error)
      }
    },

    left(connection) {
      connection.gone = true
      leave(connection)
    },

    sweep(unfinished) {
      const { told, letGo, codes: over, more } = sessions.sweep()
      for (const locator of over) codes.release(locator)
      if (more) unfinished?.()
      for (const { connection, reason } of told) {
        connection.session = null
        connection.tell(rejected(null, reason))
      }
      door.sweep()
      return letGo
    },

    notSaved: (re) => rejected(re, 'not-saved'),
  }
}

/** Which sentence of the interface says why: an answer's own fault where there is one. */
export const wordsFor = (reason: Rejection, fault?: string): string =>
  fault ? `fault.${fault}` : `rejected.${reason}`
