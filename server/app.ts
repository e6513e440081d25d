import { Hono, type MiddlewareHandler } from 'hono'
import { interfaceWords } from '../.build/site.mjs'
import { type Conversation, createConversation } from './conversation.ts'
import { openEventLog } from './event-log.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { Log } from './log.ts'
import { createSessions } from './sessions.ts'
import { createSite } from './site.ts'
import type { Sql } from './sql.ts'

/** What a runtime brings: its storage, its way to upgrade a request, its clock and its hash. */
export type Runtime = {
  sql: Sql
  /** The route of `GET /ws`, given what answers its frames. */
  upgrade: (converse: Conversation) => MiddlewareHandler
  /** SHA-256 in hex. */
  hashOf: (text: string) => string
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
}

/** A page of another site may not open a conversation here; a program that sends no Origin may. */
const sameOrigin: MiddlewareHandler = async (context, next) => {
  const origin = context.req.header('origin')
  if (origin !== undefined && URL.parse(origin)?.host !== new URL(context.req.url).host) {
    return context.body(null, 403)
  }
  return next()
}

/** The whole service over one runtime: the same on Node and inside a Durable Object. */
export function createApp(packs: ReadonlyMap<string, LoadedPack>, runtime: Runtime) {
  const { sql, upgrade, hashOf, log, now } = runtime
  const sessions = createSessions(openEventLog(sql), packs, hashOf)
  const converse = createConversation({ sessions, words: interfaceWords, log, now })
  const app = new Hono()
  // Before the site's headers: a forwarded 101 response has headers that cannot be changed.
  app.get('/ws', sameOrigin, upgrade(converse))
  app.route('/', createSite(packs))
  return app
}
