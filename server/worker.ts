import { DurableObject } from 'cloudflare:workers'
import { type Context, Hono } from 'hono'
import { allowedOrigins, createApp, type Settings } from './app.ts'
import type { Connection } from './connection.ts'
import { dayOf } from './day-keys.ts'
import { createDoor } from './door.ts'
import { jsonLog } from './log.ts'
import { nodeCipher } from './node/cipher.ts'
import { replyText } from './reply-text.ts'
import { createResumeDesk } from './resume-desk.ts'
import { createSite } from './site.ts'
import { openStore, type Store } from './store.ts'
import { readTenants } from './tenants.ts'
import { bundledPacks } from './worker/bundled-packs.ts'
import { CodeObject } from './worker/code-object.ts'
import { KeyObject } from './worker/key-object.ts'
import { remoteDayKeys } from './worker/remote-day-keys.ts'
import { durableSqlite } from './worker/sqlite.ts'

export { CodeObject, KeyObject }

type Env = {
  SESSIONS: DurableObjectNamespace<SessionObject>
  KEYS: DurableObjectNamespace<KeyObject>
  CODES: DurableObjectNamespace<CodeObject>
  ORIGINS?: string
  TENANTS?: string
  SECURITY_CONTACT?: string
  RETENTION_HOURS?: string
  HANDED_OVER_MINUTES?: string
  LOCK_MINUTES?: string
}

const log = jsonLog((line) => console.log(line), Date.now)
const clock = { now: Date.now, steady: Date.now }

const settingsFrom = (env: Env): Settings => ({
  origins: ['self', ...(env.ORIGINS ?? '').split(',').filter(Boolean)],
  tenants: tenantsFrom(env.TENANTS ?? '[]'),
  securityContact: env.SECURITY_CONTACT ?? null,
  retention: {
    kept: Number(env.RETENTION_HOURS ?? 72) * 3_600_000,
    handedOver: Number(env.HANDED_OVER_MINUTES ?? 30) * 60_000,
    idle: Number(env.LOCK_MINUTES ?? 5) * 60_000,
  },
  // An object serves one session, so that tenant and address count for no more than it does.
  allowances: {
    messages: allThree({ burst: 120, perSecond: 20 }),
    openings: allThree({ burst: 30, perSecond: 1 }),
    codes: { burst: 60, perSecond: 0.2 },
  },
  // For the same reason the record's own bound is the one that counts.
  quotas: { record: 2 ** 20, tenant: 2 ** 30, address: 2 ** 30 },
})

/** There is no disk to read a file from: the list itself is the variable. */
function tenantsFrom(list: string) {
  const reading = readTenants(list, [...bundledPacks.keys()])
  if ('faults' in reading) throw new Error(reading.faults.join(' '))
  return reading.tenants
}

function allThree<Allowance>(one: Allowance) {
  return { session: one, tenant: one, address: one }
}

const codesOf = (env: Env) => {
  const object = (locator: string) => env.CODES.get(env.CODES.idFromName(locator))
  return {
    claim: (locator: string, session: string, until: number) =>
      object(locator).claim(session, until),
    find: (locator: string) => object(locator).find(),
    release: (locator: string) => void object(locator).release(),
  }
}

/** One session's own object: the same app as on Node, over the object's own SQLite. */
export class SessionObject extends DurableObject<Env> {
  readonly #dayKeys: ReturnType<typeof remoteDayKeys>
  readonly #app: ReturnType<typeof createApp>
  readonly #store: Store
  /** What each open socket is doing; after sleep, each begins again with nothing opened. */
  readonly #connections = new WeakMap<WebSocket, Connection>()

  constructor(context: DurableObjectState, env: Env) {
    super(context, env)
    const sql = durableSqlite(context.storage)
    this.#store = openStore(sql)
    this.#dayKeys = remoteDayKeys(env.KEYS, settingsFrom(env).retention.kept)
    this.#app = createApp(
      bundledPacks,
      {
        sql,
        cipher: nodeCipher,
        dayKeys: this.#dayKeys.keys,
        clock,
        addressOf,
        upgrade: async (c) => {
          const { 0: client, 1: server } = new WebSocketPair()
          // Not `accept()`, so that an idle object can sleep while its socket stays open.
          context.acceptWebSocket(server)
          server.serializeAttachment({
            address: c.req.query('session') ?? null,
            origin: c.req.header('origin') ?? '',
          })
          return new Response(null, { status: 101, webSocket: client })
        },
        log,
        tally: () => {},
        full: () => false,
        ready: () => true,
        codes: codesOf(env),
      },
      settingsFrom(env),
    )
  }

  override fetch(request: Request): Response | Promise<Response> {
    return this.#app.app.fetch(request)
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    // A day's key lives in an object of its own, and has to be at hand before a frame is read.
    await this.#dayKeys.ready([...this.#store.days(), dayOf(Date.now())])
    const connection = this.#connectionOf(socket)
    socket.send(replyText(await this.#app.conversation.converse(connection, frame)))
    await this.#wakeIn(settingsFrom(this.env).retention.idle)
  }

  override webSocketClose(socket: WebSocket): void {
    this.#app.conversation.left(this.#connectionOf(socket))
  }

  override webSocketError(socket: WebSocket): void {
    this.webSocketClose(socket)
  }

  /** Comes when something may have to be locked or erased, whether or not anyone is connected. */
  override async alarm(): Promise<void> {
    this.#app.conversation.sweep()
    await this.#wakeIn(Number.POSITIVE_INFINITY)
  }

  /** Sets the alarm to the end of the session's time, or sooner. */
  async #wakeIn(wait: number): Promise<void> {
    const next = this.#store.nextExpiry()
    if (next !== null) await this.ctx.storage.setAlarm(Math.min(next, Date.now() + wait))
  }

  #connectionOf(socket: WebSocket): Connection {
    const known = this.#connections.get(socket)
    if (known) return known
    const attached: Pick<Connection, 'address' | 'origin'> = socket.deserializeAttachment()
    const connection: Connection = {
      ...attached,
      session: null,
      page: null,
      from: '',
      waiting: false,
      gone: false,
      tell: (message) => socket.send(replyText(message)),
    }
    this.#connections.set(socket, connection)
    return connection
  }
}

const siteOf = (env: Env) => createSite(bundledPacks, () => true, settingsFrom(env))
const sessionId = /^[0-9a-f-]{36}$/

export default {
  fetch(request, env) {
    const url = new URL(request.url)
    if (url.pathname === '/api/resume') return resumeDesk(env).fetch(request)
    if (url.pathname !== '/ws') return siteOf(env).fetch(request)
    const session = url.searchParams.get('session') ?? ''
    if (!sessionId.test(session)) return new Response(null, { status: 400 })
    return env.SESSIONS.get(env.SESSIONS.idFromName(session)).fetch(request)
  },
} satisfies ExportedHandler<Env>

const addressOf = (context: Context) => context.req.header('cf-connecting-ip') ?? ''

/** Made once where it runs; another place counts for itself, so a deployer adds the platform's own limit. */
let desk: Hono | null = null

function resumeDesk(env: Env): Hono {
  if (desk) return desk
  const { origins, allowances } = settingsFrom(env)
  const door = createDoor(allowances, clock.steady, () => false)
  desk = new Hono()
  desk.use(allowedOrigins(origins, () => {}))
  desk.route('/api/resume', createResumeDesk(codesOf(env), door, addressOf))
  return desk
}
