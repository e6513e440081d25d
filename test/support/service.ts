import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { interfaceWords } from '../../.build/site.mjs'
import { type Connection, createConversation } from '../../server/conversation.ts'
import { openEventLog } from '../../server/event-log.ts'
import type { LoadedPack } from '../../server/loaded-pack.ts'
import type { LogEntry } from '../../server/log.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import { type ServerMessage, serverMessage, type View } from '../../server/protocol.ts'
import { createSessions } from '../../server/sessions.ts'
import type { Sql } from '../../server/sql.ts'
import { southwark } from './southwark.ts'

/** Half past three on a Friday, in London. */
export const friday = Date.parse('2026-11-20T15:30:00Z')

/** A service over one store, with its log kept to be read. A second one over the same store is a restart. */
export function service(sql: Sql = openSqlite(':memory:'), packs: LoadedPack[] = [southwark]) {
  const logged: LogEntry[] = []
  const sessions = createSessions(
    openEventLog(sql),
    new Map(packs.map((loaded) => [loaded.pack.area.id, loaded])),
    (text) => createHash('sha256').update(text).digest('hex'),
  )
  const converse = createConversation({
    sessions,
    words: interfaceWords,
    log: (entry) => logged.push(entry),
    now: () => friday,
  })
  return { sql, sessions, converse, logged }
}

export type Service = ReturnType<typeof service>

/** A client over one connection: it numbers its messages and remembers the view it last got. */
export class Client {
  readonly ring = { session: randomUUID() as string, key: randomBytes(32).toString('base64url') }
  readonly connection: Connection = { address: null, session: null }
  readonly service: Service
  view: View | null = null

  constructor(over: Service, ring?: { session: string; key: string }) {
    this.service = over
    if (ring) this.ring = ring
  }

  /** Says anything at all, and reads the reply by the protocol's own schema. */
  raw(frame: string | ArrayBuffer): ServerMessage {
    const reply = serverMessage.parse(
      JSON.parse(JSON.stringify(this.service.converse(this.connection, frame))),
    )
    if (reply.type === 'view') this.view = reply.view
    return reply
  }

  say(message: Record<string, unknown>): ServerMessage {
    return this.raw(
      JSON.stringify({ id: randomUUID(), revision: this.view?.revision ?? 0, ...message }),
    )
  }

  open(area: string | null = 'southwark', mode?: string): ServerMessage {
    const opening = { type: 'open', id: randomUUID(), ...this.ring, ...(mode && { mode }) }
    return this.raw(JSON.stringify(area === null ? opening : { ...opening, area }))
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
