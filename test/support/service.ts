import { randomBytes, randomUUID } from 'node:crypto'
import { interfaceWords } from '../../.build/site.mjs'
import type { Connection } from '../../server/connection.ts'
import { createConversation } from '../../server/conversation.ts'
import type { DayKeys } from '../../server/day-keys.ts'
import { createDoor } from '../../server/door.ts'
import type { LoadedPack } from '../../server/loaded-pack.ts'
import type { LogEntry } from '../../server/log.ts'
import { nodeCipher } from '../../server/node/cipher.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import { type ServerMessage, serverMessage, type View } from '../../server/protocol.ts'
import type { Retention } from '../../server/retention.ts'
import { createRoom, type DiskRoom, type Quotas } from '../../server/room.ts'
import type { Session } from '../../server/session.ts'
import { createSessions } from '../../server/sessions.ts'
import { atOnce, type Slices } from '../../server/slices.ts'
import type { Sql } from '../../server/sql.ts'
import { openStore } from '../../server/store.ts'
import type { Counted } from '../../server/tally.ts'
import { southwark } from './southwark.ts'

/** Half past three on a Friday, in London. */
export const friday = Date.parse('2026-11-20T15:30:00Z')

const hour = 3_600_000
const plenty = { burst: 1_000_000, perSecond: 1_000_000 }
export const unlimited = { session: plenty, tenant: plenty, address: plenty }

/** A clock that a test moves. */
export class HandClock {
  wall = friday
  passed = 0
  now = () => this.wall
  steady = () => friday + this.passed
  /** Lets time go by, as it does for everyone. */
  pass(milliseconds: number): void {
    this.wall += milliseconds
    this.passed += milliseconds
  }
}

/** The keys of days, held in memory. */
export function handKeys(): DayKeys & { held: Map<string, Uint8Array> } {
  const held = new Map<string, Uint8Array>()
  return {
    held,
    of: (day: string) => held.get(day) ?? null,
    make(day: string) {
      const key = held.get(day) ?? nodeCipher.random(32)
      held.set(day, key)
      return key
    },
    destroyBefore(day: string) {
      for (const known of held.keys()) if (known < day) held.delete(known)
    },
  }
}

type Chosen = {
  sql?: Sql
  packs?: LoadedPack[]
  clock?: HandClock
  dayKeys?: ReturnType<typeof handKeys>
  retention?: Partial<Retention>
  quotas?: Partial<Quotas>
  disk?: () => DiskRoom
  slices?: Slices
}

/** A service over one store, with its log kept to be read. One more over the same parts is a restart. */
export function service(chosen: Chosen = {}) {
  const {
    sql = openSqlite(':memory:'),
    packs = [southwark],
    clock = new HandClock(),
    dayKeys = handKeys(),
    retention = {},
    quotas = {},
    disk = () => 'enough',
    slices = atOnce,
  } = chosen
  const logged: LogEntry[] = []
  const counted: Counted[] = []
  /** The numbers of codes that lead nowhere any more. */
  const released: string[] = []
  const store = openStore(sql)
  const kept = retention.kept ?? 72 * hour
  const allQuotas = { record: 2 ** 20, tenant: 2 ** 40, address: 2 ** 40, ...quotas }
  const room = createRoom(allQuotas, kept, clock.steady, disk)
  const sessions = createSessions({
    store,
    cipher: nodeCipher,
    dayKeys,
    packs: new Map(packs.map((loaded) => [loaded.pack.area.id, loaded])),
    clock,
    retention: { kept: 72 * hour, handedOver: hour / 2, idle: hour / 12, ...retention },
    room,
  })
  const conversation = createConversation({
    sessions,
    codes: {
      claim: (locator) => store.located(locator) === null,
      find: store.located,
      release: (locator) => released.push(locator),
    },
    cipher: nodeCipher,
    door: createDoor(
      { messages: unlimited, openings: unlimited, codes: unlimited.session },
      clock.steady,
      () => false,
    ),
    room,
    slices,
    words: interfaceWords,
    log: (entry) => logged.push(entry),
    tally: (one) => counted.push(one),
    now: clock.now,
  })
  /** As the conversation's own, once all is erased. */
  const sweep = () => conversation.sweep().letGo
  return {
    ...conversation,
    sweep,
    sql,
    store,
    sessions,
    clock,
    dayKeys,
    logged,
    counted,
    released,
    packs,
  }
}

export type Service = ReturnType<typeof service>

/** A client over one connection: it numbers its messages and remembers the view it last got. */
export class Client {
  readonly ring = { session: randomUUID() as string, key: randomBytes(32).toString('base64url') }
  readonly told: ServerMessage[] = []
  readonly connection: Connection = {
    address: null,
    session: null,
    page: null,
    origin: 'https://handrail.test',
    from: '127.0.0.1',
    waiting: false,
    gone: false,
    tell: (message) => this.told.push(message),
  }
  readonly service: Service
  view: View | null = null

  constructor(over: Service, ring?: { session: string; key: string }) {
    this.service = over
    if (ring) this.ring = { ...ring }
  }

  #read(message: ServerMessage): ServerMessage {
    const reply = serverMessage.parse(JSON.parse(JSON.stringify(message)))
    if (reply.type === 'view') this.view = reply.view
    return reply
  }

  /** Says anything at all, and reads the reply by the protocol's own schema. */
  raw(frame: string | ArrayBuffer): ServerMessage {
    const reply = this.service.converse(this.connection, frame)
    if (reply instanceof Promise) throw new Error('this reply takes a moment')
    return this.#read(reply)
  }

  /** Says something whose reply takes a moment. */
  async slowly(message: Record<string, unknown>): Promise<ServerMessage> {
    return this.#read(
      await this.service.converse(
        this.connection,
        JSON.stringify({ id: randomUUID(), ...message }),
      ),
    )
  }

  say(message: Record<string, unknown>): ServerMessage {
    return this.raw(
      JSON.stringify({ id: randomUUID(), revision: this.view?.revision ?? 0, ...message }),
    )
  }

  open(area: string | null = 'southwark', more: Record<string, unknown> = {}): ServerMessage {
    const opening = { type: 'open', id: randomUUID(), ...this.ring, ...more }
    return this.raw(JSON.stringify(area === null ? opening : { ...opening, area }))
  }

  /** The connection closes, as when a tab is shut or a network fails. */
  leave(): void {
    this.service.left(this.connection)
  }

  /** Answers, and insists that it was taken. */
  answer(question: string, value: unknown): View {
    const reply = this.say({ type: 'answer', question, value })
    if (reply.type !== 'view') throw new Error(`${question}: ${JSON.stringify(reply)}`)
    return reply.view
  }

  /** The question on the page, or where else the conversation waits. */
  get waits(): string {
    const prompt = this.view?.prompt
    return prompt?.waits === 'question' ? prompt.question.id : (prompt?.waits ?? 'nothing')
  }
}

/** The session a client has open. */
export function sessionOf({ service: { sessions }, ring }: Client): Session {
  const session = sessions.opened(ring.session)
  if (typeof session === 'string' || 'reading' in session)
    throw new Error(`the session is ${String(session)}`)
  return session
}
