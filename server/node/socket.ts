import { upgradeWebSocket } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Connection } from '../connection.ts'
import type { Conversation } from '../conversation.ts'
import type { ServerMessage } from '../protocol.ts'
import type { Tally } from '../tally.ts'
import type { groupCommit } from './group-commit.ts'

/**
 * Frames up to this many bytes are read far enough to be refused with a sentence; past it the
 * connection is closed. `frameLimit` of the protocol is what may be said.
 */
const closingLimit = 64 * 1024

/** A client that leaves this many bytes of replies unread is let go. */
const unreadLimit = 1024 * 1024

/** How long a connection may be silent before it opens a session, and how often it is asked for a sign of life. */
const openingPatience = 10_000
const heartbeat = 15_000

/** The codes a connection is closed with: a restart, and a client that broke the rules. */
const restarting = 1012
const policy = 1008

type Held = { socket: WebSocket; connection: Connection; since: number; alive: boolean }

/** Every socket of the service: upgraded, answered when what was said is durable, watched, and drained. */
export function createSockets({
  conversation,
  commits,
  tally,
  most,
  addressOf,
}: {
  conversation: () => Conversation
  commits: ReturnType<typeof groupCommit>
  tally: Tally
  /** How many connections there may be at once. */
  most: number
  addressOf: (context: Parameters<MiddlewareHandler>[0]) => string
}) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: closingLimit,
    maxFragments: 64,
    maxBufferedChunks: 64,
    perMessageDeflate: false,
  })
  const held = new Set<Held>()

  function evict(one: Held, why: 'slow' | 'silent' | 'unopened'): void {
    tally({ kind: 'evicted', why })
    one.socket.terminate()
  }

  /** Sends a message, unless nobody reads at the other end. */
  function send(one: Held, message: ServerMessage): void {
    const { socket } = one
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > unreadLimit) evict(one, 'slow')
    else socket.send(JSON.stringify(message))
  }

  const hold = (one: Held, message: ServerMessage) =>
    commits.hold(
      () => send(one, message),
      () => send(one, conversation().notSaved('re' in message ? message.re : null)),
    )

  const upgradeSocket = upgradeWebSocket((context) => {
    const from = addressOf(context)
    const origin = context.req.header('origin') ?? ''
    let one: Held | null = null
    return {
      onOpen(_, { raw }) {
        const socket = raw as WebSocket
        const connection: Connection = {
          address: context.req.query('session') ?? null,
          session: null,
          page: null,
          origin,
          from,
          waiting: false,
          tell: (message) => one && hold(one, message),
        }
        const opened = { socket, connection, since: performance.now(), alive: true }
        one = opened
        held.add(opened)
        socket.on('pong', () => {
          opened.alive = true
        })
      },
      onMessage({ data }) {
        // What comes after the goodbye could not be answered: it is for the next process to hear.
        if (!one || one.socket.readyState !== one.socket.OPEN) return
        const here = one
        here.alive = true
        const frame = typeof data === 'string' ? data : new ArrayBuffer(0)
        const reply = conversation().converse(here.connection, frame)
        if (reply instanceof Promise) void reply.then((message) => hold(here, message))
        else hold(here, reply)
      },
      onClose() {
        if (!one) return
        held.delete(one)
        conversation().left(one.connection)
      },
    }
  })

  const upgrade: MiddlewareHandler = (context, next) => {
    if (held.size < most) return upgradeSocket(context, next)
    tally({ kind: 'refused', why: 'connections' })
    return Promise.resolve(context.text('There are too many connections just now.\n', 503))
  }

  const watch = setInterval(() => {
    const now = performance.now()
    for (const one of held) {
      const unopened = one.connection.session === null && now - one.since > openingPatience
      if (!one.alive) evict(one, 'silent')
      else if (unopened && !one.connection.waiting) {
        tally({ kind: 'evicted', why: 'unopened' })
        one.socket.close(policy)
        one.alive = false
      } else {
        one.alive = false
        one.socket.ping()
      }
    }
  }, heartbeat)
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
    terminate(): void {
      for (const { socket } of held) socket.terminate()
    },
  }
}
