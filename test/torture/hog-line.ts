import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServerMessage } from '../../server/protocol.ts'
import { WireClient } from '../support/wire-client.ts'

/** Whether an attack is to go on. */
export type Going = { on: boolean }

const small = (client: WireClient) =>
  client.view?.prompt.waits === 'question' && client.view.prompt.question.id === 'danger'
    ? { type: 'answer', question: 'danger', value: 'no' }
    : { type: 'back' }

const summary = JSON.parse(
  readFileSync(join(import.meta.dirname, '../cases/again/earlier-summary.json'), 'utf8'),
)
const options = Array.from({ length: 4 }, (_, id) => ({ id: `o${id}`, words: 'w'.repeat(290) }))
summary.beside.ticked = Array.from({ length: 10 }, (_, id) => ({
  question: `q${id}`,
  name: 'n'.repeat(100),
  options,
}))
/** The largest deed there is: some 15 KB. */
const large = () => ({ type: 'earlier', purpose: 'plan-review', summary })

/** One connection of somebody who wants the service to themselves. */
export class HogLine {
  readonly client: WireClient
  /** What was kept first, and last. */
  first: Record<string, unknown> | null = null
  last: Record<string, unknown> | null = null
  /** What was asked of the service, and what of it was refused. */
  asked = 0
  refused: Record<string, number> = {}

  constructor(url: string, from: string, ring?: WireClient['ring']) {
    this.client = new WireClient(url, { forwarded: from })
    if (ring) Object.assign(this.client.ring, ring)
  }

  async say(message: object): Promise<ServerMessage> {
    this.asked += 1
    const reply = await this.client.send({ id: randomUUID(), ...message })
    if (reply.type === 'rejected')
      this.refused[reply.reason] = (this.refused[reply.reason] ?? 0) + 1
    return reply
  }

  async open(): Promise<void> {
    this.asked += 1
    const reply = await this.client.open()
    if (reply.type === 'rejected')
      this.refused[reply.reason] = (this.refused[reply.reason] ?? 0) + 1
  }

  /** Adds deeds until there are so many, or one is refused. @returns how many were kept */
  async fill(of: 'small' | 'large', most: number): Promise<number> {
    for (let kept = 0; kept < most; kept += 1) {
      const deed = of === 'small' ? small(this.client) : large()
      const revision = this.client.view?.revision ?? 0
      const message = { ...deed, id: randomUUID(), revision }
      const reply = await this.say(message)
      if (reply.type !== 'view') return kept
      this.first ??= message
      this.last = message
    }
    return most
  }

  /** Sends what was last kept again, or what was kept first, for as long as it may. */
  async repeat(going: Going, message = this.last): Promise<void> {
    while (going.on && message) await this.pace(() => this.say(message))
  }

  /** Does something, and waits as long as it would take somebody who is just let through. */
  async pace(work: () => Promise<unknown>): Promise<void> {
    await Promise.all([work().catch(() => undefined), wait(this.asked < 100 ? 0 : 50)])
  }
}
