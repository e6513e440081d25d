import { upgradeWebSocket } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Connection } from '../connection.ts'
import type { Conversation } from '../conversation.ts'
import type { ServerMessage } from '../protocol.ts'
import { replyText } from '../reply-text.ts'
import type { Tally } from '../tally.ts'
import { CountByAddress } from './count-by-address.ts'
import type { groupCommit } from './group-commit.ts'
import { guarded } from './guarded.ts'
import { createRestraint, type Restrained } from './restraint.ts'

/**
 * Frames up to this many bytes are read far enough to be refused with a sentence; past it the
 * connection is closed. `frameLimit` of the protocol is what may be said.
 */
const closingLimit = 64 * 1024

/** A client that leaves this many bytes of replies unread is let go. */
const unreadLimit = 1024 * 1024

/** The codes a connection is closed with: a restart, and a client that broke the rules. */
const restarting = 1012
const policy = 1008

type Held = Restrained & {
  socket: WebSocket
  connection: Connection
  since: number
  /** When its last whole message came. */
  heard: number
  alive: boolean
  /** How many bytes of replies it had not read at the last heartbeat. */
  unread: number
}

/** Every socket of the service: upgraded, answered when what was said is durable, watched, and drained. */
export function createSockets({
  conversation,
  commits,
  tally,
  most,
  each,
  patience,
  idle,
  addressOf,
  ownerOf,
  failed,
}: {
  conversation: () => Conversation
  commits: ReturnType<typeof groupCommit>
  tally: Tally
  /** How many connections there may be at once. */
  most: number
  /** How many of them one address may hold. */
  each: number
  /** How long a connection may take to open a session, and how often it is asked for a sign of life, in milliseconds. */
  patience: number
  /** How long one that has a session may say nothing, in milliseconds. */
  idle: number
  addressOf: (context: Context) => string
  /** Whose page a socket serves. */
  ownerOf: (context: Context) => string
  /** Told of what goes wrong where nobody waits for an answer. */
  failed: (error: unknown) => void
}) {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: closingLimit,
    // The types of the library do not know it yet.
    ...{ closeTimeout: patience },
    maxFragments: 64,
    maxBufferedChunks: 64,
    perMessageDeflate: false,
  })
  const restraint = createRestraint(failed)
  const held = new Set<Held>()
  const heldBy = new CountByAddress()

  function evict(one: Held, why: 'slow' | 'silent' | 'unopened'): void {
    tally({ kind: 'evicted', why })
    one.socket.terminate()
  }

  /** Sends a message, unless nobody reads at the other end. */
  function send(one: Held, message: ServerMessage): void {
    const { socket } = one
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > unreadLimit) evict(one, 'slow')
    else socket.send(replyText(message))
  }

  const hold = (one: Held, message: ServerMessage) =>
    commits.hold(
      () => send(one, message),
      () => send(one, conversation().notSaved('re' in message ? message.re : null)),
    )

  let frames: { one: Held; frame: Buffer | null }[] = []

  /** Keeps a frame until all that came with it is read: answering them one after another is cheaper. */
  function heard(one: Held, frame: Buffer | null): void {
    if (frames.length === 0) setImmediate(guarded(answerAll, failed))
    frames.push({ one, frame })
    restraint.waits(one)
  }

  function answerAll(): void {
    const round = frames
    frames = []
    for (const { one, frame } of round) {
      restraint.answered(one)
      if (one.connection.gone || restraint.isDeafTo(one)) continue
      const reply = conversation().converse(one.connection, frame?.toString() ?? new ArrayBuffer(0))
      if (reply instanceof Promise) reply.then((message) => hold(one, message)).catch(failed)
      else {
        hold(one, reply)
        if (reply.type === 'rejected' && reply.reason === 'too-many') restraint.refused(one)
      }
    }
    commits.flush()
  }

  function listen(one: Held): void {
    const { socket, connection } = one
    // A socket that breaks is closed as well.
    socket.on('error', () => {})
    socket.on('close', () => {
      held.delete(one)
      heldBy.add(connection.from, -1)
      conversation().left(connection)
    })
    socket.on('pong', () => {
      one.alive = true
    })
    // Heard from the socket itself: the event that would be made of each frame costs more than reading it.
    socket.on('message', (data: Buffer, binary: boolean) => {
      // What comes after the goodbye could not be answered: it is for the next process to hear.
      if (socket.readyState !== socket.OPEN || restraint.isDeafTo(one)) return
      one.alive = true
      one.heard = performance.now()
      heard(one, binary ? null : data)
    })
  }

  const upgradeSocket = upgradeWebSocket((context) => {
    const from = addressOf(context)
    const origin = ownerOf(context)
    const address = context.req.query('session') ?? null
    return {
      onOpen(_, { raw }) {
        const socket = raw as WebSocket
        const connection: Connection = {
          address,
          session: null,
          page: null,
          origin,
          from,
          waiting: false,
          gone: false,
          tell: (message) => hold(opened, message),
        }
        const since = performance.now()
        const opened: Held = {
          socket,
          connection,
          since,
          heard: since,
          alive: true,
          refused: 0,
          waiting: 0,
          unread: 0,
        }
        held.add(opened)
        heldBy.add(from, 1)
        // Once the adapter listens too: its listeners would hold the request, and all that was made of it, for as long.
        queueMicrotask(() => {
          socket.removeAllListeners()
          listen(opened)
        })
      },
    }
  })

  const upgrade: MiddlewareHandler = async (context, next) => {
    const over = heldBy.of(addressOf(context)) >= each
    if (held.size < most && !over) return upgradeSocket(context, next)
    tally({ kind: 'refused', why: over ? 'address' : 'connections' })
    await restraint.beforeRefusal()
    return context.text('There are too many connections just now.\n', 503)
  }

  function look(): void {
    const now = performance.now()
    for (const one of held) {
      const { socket, connection, since, heard } = one
      const unopened = connection.session === null && now - since > patience
      // One that only answers pings, such as a page that was taken over from, would be held for ever.
      const quiet = now - heard > idle + patience
      const stalled = one.unread > 0 && socket.bufferedAmount >= one.unread
      one.unread = socket.bufferedAmount
      if (!one.alive) evict(one, 'silent')
      else if (stalled) evict(one, 'slow')
      else if ((unopened && !connection.waiting) || quiet) {
        tally({ kind: 'evicted', why: unopened ? 'unopened' : 'silent' })
        socket.close(policy)
        one.alive = false
      } else {
        one.alive = false
        socket.ping()
      }
    }
  }
  // Once what has come meanwhile is read: a busy moment of the service is not its clients' silence.
  const watch = setInterval(() => setImmediate(guarded(look, failed)), patience)
  watch.unref()

  return {
    server,
    upgrade,
    count: () => held.size,
    /** Asks every client to come back over a new connection. */
    drain(): void {
      clearInterval(watch)
      for (const { socket } of held) socket.close(restarting)
    },
  }
}
