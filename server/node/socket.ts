import { upgradeWebSocket } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Connection, Conversation } from '../conversation.ts'

/**
 * Frames up to this many bytes are read far enough to be refused with a sentence; past it the
 * connection is closed. `frameLimit` of the protocol is what may be said.
 */
const closingLimit = 64 * 1024

/** A client that leaves this many bytes of replies unread is let go. */
const unreadLimit = 1024 * 1024

/** The WebSocket server that the Node entry hands its upgrades to. */
export const socketServer = () =>
  new WebSocketServer({
    noServer: true,
    maxPayload: closingLimit,
    maxFragments: 64,
    maxBufferedChunks: 64,
    perMessageDeflate: false,
  })

/** Upgrades `GET /ws` and answers each frame of the connection in turn. */
export const upgradeOnNode = (converse: Conversation) =>
  upgradeWebSocket((context) => {
    const connection: Connection = { address: context.req.query('session') ?? null, session: null }
    return {
      onMessage(event, socket) {
        const raw = socket.raw as WebSocket | undefined
        if ((raw?.bufferedAmount ?? 0) > unreadLimit) {
          raw?.terminate()
          return
        }
        const { data } = event
        const frame = typeof data === 'string' ? data : new ArrayBuffer(0)
        socket.send(JSON.stringify(converse(connection, frame)))
      },
    }
  })
