import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { interfaceWords } from '../.build/site.mjs'
import type { Cipher } from './cipher.ts'
import type { Codes } from './codes.ts'
import { type Conversation, createConversation } from './conversation.ts'
import type { DayKeys } from './day-keys.ts'
import { type Allowances, createDoor } from './door.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { Log } from './log.ts'
import { createResumeDesk } from './resume-desk.ts'
import type { Clock, Retention } from './retention.ts'
import { createRoom, type DiskRoom, type Quotas } from './room.ts'
import { createSessions } from './sessions.ts'
import { createSite } from './site.ts'
import { atOnce, type Slices } from './slices.ts'
import type { Sql } from './sql.ts'
import { openStore } from './store.ts'
import type { Tally } from './tally.ts'
import type { Tenant } from './tenants.ts'

/** What a runtime brings: its storage, its cryptography, its clock, and its way to upgrade a request. */
export type Runtime = {
  sql: Sql
  cipher: Cipher
  dayKeys: DayKeys
  clock: Clock
  /** Where a request comes from: what limits are counted by. */
  addressOf: (context: Context) => string
  /** The route of `GET /ws`. */
  upgrade: MiddlewareHandler
  log: Log
  tally: Tally
  /** Whether memory is short, so that nothing new may begin. */
  full: () => boolean
  /** How much there is on the disk, where that is known. */
  disk?: () => DiskRoom
  /** How what takes long is divided, so that others get their turn; one piece where there are none. */
  slices?: Slices
  /** Whether the service is taking conversations; it is not while it stops. */
  ready: () => boolean
  /** The register of codes, where it is not in the store. */
  codes?: Codes
}

/** What a deployer decides. */
export type Settings = {
  retention: Retention
  allowances: Allowances
  quotas: Quotas
  /** The origins whose pages may open a conversation, exactly as a browser sends them; `self` is the service's own. */
  origins: readonly string[]
  /** The organisations whose pages may show the chat page inside them. */
  tenants: readonly Tenant[]
  /** Whether people reach it by https and nothing else. */
  secure?: boolean
  /** Where to report a weakness, for security.txt. */
  securityContact: string | null
}

/** The whole service over one runtime: the same on Node and inside a Durable Object. */
export function createApp(
  packs: ReadonlyMap<string, LoadedPack>,
  runtime: Runtime,
  settings: Settings,
): { app: Hono; conversation: Conversation } {
  const { sql, cipher, dayKeys, clock, addressOf, upgrade, log, tally, full, ready } = runtime
  const store = openStore(sql)
  const room = createRoom(settings.quotas, settings.retention.kept, clock.steady, runtime.disk)
  const sessions = createSessions({
    store,
    cipher,
    dayKeys,
    packs,
    clock,
    retention: settings.retention,
    room,
  })
  const codes: Codes = runtime.codes ?? {
    claim: (locator) => store.located(locator) === null,
    find: store.located,
    // It went with the session's row.
    release: () => {},
  }
  const door = createDoor(settings.allowances, clock.steady, full)
  const conversation = createConversation({
    sessions,
    codes,
    cipher,
    door,
    room,
    slices: runtime.slices ?? atOnce,
    words: interfaceWords,
    log,
    tally,
    now: clock.now,
  })
  const app = new Hono()
  const fromAllowedOrigin = allowedOrigins(settings.origins, tally)
  // Before the site's headers: a forwarded 101 response has headers that cannot be changed.
  app.get('/ws', fromAllowedOrigin, upgrade)
  app.route('/', createSite(packs, ready, settings))
  app.use('/api/resume', fromAllowedOrigin)
  app.route('/api/resume', createResumeDesk(codes, door, addressOf))
  return { app, conversation }
}

/** Lets through what an allowed page sends, and nothing that does not say where it is from. */
export const allowedOrigins =
  (origins: readonly string[], tally: Tally): MiddlewareHandler =>
  (context, next) => {
    const origin = context.req.header('origin')
    const own = origins.includes('self') ? [new URL(context.req.url).origin] : []
    const allowed = [...own, ...origins.filter((one) => one !== 'self')]
    if (origin !== undefined && allowed.includes(origin)) return next()
    tally({ kind: 'refused', why: 'origin' })
    return Promise.resolve(context.text('This page may not open a conversation here.\n', 403))
  }
