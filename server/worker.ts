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
import type { Sql } from './sql.ts'
import { openStore, type Store } from './store.ts'
import { ownerIn, readTenants } from './tenants.ts'
import { bundledPacks } from './worker/bundled-packs.ts'
import { CodeObject } from './worker/code-object.ts'
import { createGate } from './worker/gate.ts'
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
  // The platform speaks TLS; a browser takes no notice of it over http on a developer's machine.
  secure: true,
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
  readonly #sql: Sql
  /** Whether the tables are there: nothing is left of them once there is no session. */
  #tables = true
  /** How many frames are being answered: what one waits for must not be gone when it goes on. */
  #underWay = 0
  /** What each open socket is doing; after sleep, each begins again with nothing opened. */
  readonly #connections = new WeakMap<WebSocket, Connection>()

  constructor(context: DurableObjectState, env: Env) {
    super(context, env)
    const settings = settingsFrom(env)
    const sql = durableSqlite(context.storage)
    this.#sql = sql
    this.#store = openStore(sql)
    this.#dayKeys = remoteDayKeys(env.KEYS, settings.retention.kept)
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
            origin: ownerIn(settings.tenants)(c),
            from: addressOf(c),
          })
          // Whoever opens nothing over it is let go, and leaves nothing behind.
          if (this.#store.nextExpiry() === null) {
            await context.storage.setAlarm(Date.now() + settings.retention.idle)
          }
          return new Response(null, { status: 101, webSocket: client })
        },
        log,
        tally: () => {},
        full: () => false,
        ready: () => true,
        codes: codesOf(env),
      },
      settings,
    )
  }

  override fetch(request: Request): Response | Promise<Response> {
    return this.#app.app.fetch(request)
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    this.#underWay += 1
    try {
      if (!this.#tables) openStore(this.#sql)
      this.#tables = true
      // A day's key lives in an object of its own, and has to be at hand before a frame is read.
      await this.#dayKeys.ready(this.#store.days(), dayOf(Date.now()))
      const connection = this.#connectionOf(socket)
      socket.send(replyText(await this.#app.conversation.converse(connection, frame)))
    } finally {
      this.#underWay -= 1
    }
    await this.#wakeIn(settingsFrom(this.env).retention.idle)
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    this.#app.conversation.left(this.#connectionOf(socket))
    if (this.#isEmpty()) await this.#clear()
  }

  override webSocketError(socket: WebSocket): Promise<void> {
    return this.webSocketClose(socket)
  }

  /** Comes when something may have to be locked or erased, whether or not anyone is connected. */
  override async alarm(): Promise<void> {
    if (this.#tables) this.#app.conversation.sweep()
    if (!this.#isEmpty()) return this.#wakeIn(Number.POSITIVE_INFINITY)
    for (const socket of this.ctx.getWebSockets()) socket.close(1008)
    await this.#clear()
  }

  /** Sets the alarm to the end of the session's time, or sooner; where there is no session, nothing is left. */
  async #wakeIn(wait: number): Promise<void> {
    if (this.#isEmpty()) return this.#clear()
    const next = this.#tables ? this.#store.nextExpiry() : null
    if (next !== null) await this.ctx.storage.setAlarm(Math.min(next, Date.now() + wait))
  }

  #isEmpty(): boolean {
    return this.#underWay === 0 && (!this.#tables || this.#store.nextExpiry() === null)
  }

  /** Leaves no table, no row and no alarm. */
  async #clear(): Promise<void> {
    this.#tables = false
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }

  #connectionOf(socket: WebSocket): Connection {
    const known = this.#connections.get(socket)
    if (known) return known
    const attached: Pick<Connection, 'address' | 'origin' | 'from'> = socket.deserializeAttachment()
    const connection: Connection = {
      ...attached,
      session: null,
      page: null,
      waiting: false,
      gone: false,
      tell: (message) => socket.send(replyText(message)),
    }
    this.#connections.set(socket, connection)
    return connection
  }
}

let gate: Hono | null = null

function gateOf(env: Env): Hono {
  gate ??= createGate(settingsFrom(env).origins, (session, request) =>
    env.SESSIONS.get(env.SESSIONS.idFromName(session)).fetch(request),
  )
  return gate
}

const siteOf = (env: Env) => createSite(bundledPacks, () => true, settingsFrom(env))

export default {
  fetch(request, env) {
    const url = new URL(request.url)
    if (url.pathname === '/api/resume') return resumeDesk(env).fetch(request)
    if (url.pathname !== '/ws') return siteOf(env).fetch(request)
    return gateOf(env).fetch(request)
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
