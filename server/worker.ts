import { DurableObject } from 'cloudflare:workers'
import type { Hono } from 'hono'
import { createApp } from './app.ts'
import type { Connection, Conversation } from './conversation.ts'
import { jsonLog } from './log.ts'
import { hashOf } from './node/hash-of.ts'
import { createSite } from './site.ts'
import { bundledPacks } from './worker/bundled-packs.ts'
import { durableSqlite } from './worker/sqlite.ts'

type Env = { SESSIONS: DurableObjectNamespace<SessionObject> }

const site = createSite(bundledPacks)

/** One session's own object: the same app as on Node, over the object's own SQLite. */
export class SessionObject extends DurableObject<Env> {
  readonly #app: Hono
  #converse: Conversation | null = null

  constructor(context: DurableObjectState, env: Env) {
    super(context, env)
    this.#app = createApp(bundledPacks, {
      sql: durableSqlite(context.storage),
      upgrade: (converse) => {
        this.#converse = converse
        return async (c) => {
          const { 0: client, 1: server } = new WebSocketPair()
          // Not `accept()`, so that an idle object can sleep while its socket stays open.
          context.acceptWebSocket(server)
          server.serializeAttachment({ address: c.req.query('session') ?? null, session: null })
          return new Response(null, { status: 101, webSocket: client })
        }
      },
      hashOf,
      log: jsonLog((line) => console.log(line), Date.now),
      now: Date.now,
    })
  }

  override fetch(request: Request): Response | Promise<Response> {
    return this.#app.fetch(request)
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): void {
    // What survives sleep is which session was opened, and never a key.
    const connection: Connection = socket.deserializeAttachment()
    const reply = this.#converse?.(connection, frame)
    socket.serializeAttachment(connection)
    if (reply) socket.send(JSON.stringify(reply))
  }
}

const sessionId = /^[0-9a-f-]{36}$/

export default {
  fetch(request, env) {
    const url = new URL(request.url)
    if (url.pathname !== '/ws') return site.fetch(request)
    const session = url.searchParams.get('session') ?? ''
    if (!sessionId.test(session)) return new Response(null, { status: 400 })
    return env.SESSIONS.get(env.SESSIONS.idFromName(session)).fetch(request)
  },
} satisfies ExportedHandler<Env>
