import { summaryIn } from './documents/formats.ts'
import { fill } from './fill.ts'
import type { Log } from './log.ts'
import {
  type ClientMessage,
  clientMessage,
  frameLimit,
  type Rejection,
  type ServerMessage,
} from './protocol.ts'
import type { Outcome } from './session.ts'
import type { Sessions } from './sessions.ts'

/**
 * What a connection remembers between frames: the session it was addressed to, if its address named one,
 * and the session it has opened. Never a key.
 */
export type Connection = { address: string | null; session: string | null }

export type Conversation = (connection: Connection, frame: string | ArrayBuffer) => ServerMessage

/**
 * Answers the frames of a connection, one reply to each. A frame that cannot be read, or is refused,
 * gets a sentence for a person and changes nothing; a throw is a bug, logged by an id alone.
 */
export function createConversation({
  sessions,
  words,
  log,
  now,
}: {
  sessions: Sessions
  words: Readonly<Record<string, string>>
  log: Log
  now: () => number
}): Conversation {
  const rejected = (
    re: string | null,
    reason: Rejection,
    extra: Omit<Extract<Outcome, { rejected: Rejection }>, 'rejected'> & { id?: string } = {},
  ): ServerMessage => {
    const { id = '', ...rest } = extra
    log({ kind: 'rejected', reason })
    return {
      type: 'rejected',
      re,
      reason,
      words: fill(words[wordsFor(reason, rest.fault)] ?? '', { id }),
      ...rest,
    }
  }

  function answer(connection: Connection, message: ClientMessage): ServerMessage {
    const re = message.id
    if (message.type === 'open') {
      connection.session = null
      if (connection.address !== null && connection.address !== message.session) {
        return rejected(re, 'malformed')
      }
      const session = sessions.open(message, now())
      if (typeof session === 'string') return rejected(re, session)
      connection.session = message.session
      return { type: 'view', re, view: session.view(now()) }
    }
    const session = connection.session === null ? null : sessions.opened(connection.session)
    if (!session) return rejected(re, 'not-open')
    if (message.type === 'document') {
      return {
        type: 'document',
        re,
        format: message.format,
        ...summaryIn(session.caseView(now()), message.format),
      }
    }
    const outcome = session.receive(message, now())
    if ('view' in outcome && !('rejected' in outcome))
      return { type: 'view', re, view: outcome.view }
    const { rejected: reason, ...extra } = outcome
    if (reason === 'not-saved') sessions.forget(session.head.id)
    return rejected(re, reason, extra)
  }

  return (connection, frame) => {
    let re: string | null = null
    try {
      const reading = read(frame)
      re = 'message' in reading ? reading.message.id : reading.re
      return 'message' in reading
        ? answer(connection, reading.message)
        : rejected(re, reading.rejected)
    } catch (error) {
      const id = crypto.randomUUID()
      log({ kind: 'fault', id, error })
      return rejected(re, 'fault', { id })
    }
  }
}

/** Which sentence of the interface says why: an answer's own fault where there is one. */
export const wordsFor = (reason: Rejection, fault?: string): string =>
  fault ? `fault.${fault}` : `rejected.${reason}`

type Reading = { message: ClientMessage } | { rejected: Rejection; re: string | null }

function read(frame: string | ArrayBuffer): Reading {
  if (typeof frame !== 'string') return { rejected: 'malformed', re: null }
  if (frame.length > frameLimit || new TextEncoder().encode(frame).length > frameLimit) {
    return { rejected: 'too-large', re: null }
  }
  let json: unknown
  try {
    json = JSON.parse(frame)
  } catch {
    return { rejected: 'malformed', re: null }
  }
  const parsed = clientMessage.safeParse(json)
  return parsed.success ? { message: parsed.data } : { rejected: 'malformed', re: idIn(json) }
}

/** The id of a message that could not be read otherwise, so that its sender knows which was refused. */
function idIn(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('id' in json)) return null
  return typeof json.id === 'string' && json.id.length <= 64 ? json.id : null
}
