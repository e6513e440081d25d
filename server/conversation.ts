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

/** What a connection remembers between frames: the session it opened, and never a key. */
export type Connection = { session: string | null }

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
    const key = rest.fault ? `fault.${rest.fault}` : `rejected.${reason}`
    log({ kind: 'rejected', reason })
    return { type: 'rejected', re, reason, words: fill(words[key] ?? '', { id }), ...rest }
  }

  function answer(connection: Connection, message: ClientMessage): ServerMessage {
    const re = message.id
    if (message.type === 'open') {
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
    const reading = read(frame)
    if ('rejected' in reading) return rejected(reading.re, reading.rejected)
    try {
      return answer(connection, reading.message)
    } catch (error) {
      const id = crypto.randomUUID()
      log({ kind: 'fault', id, error })
      return rejected(reading.message.id, 'fault', { id })
    }
  }
}

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
