import type { View } from '../../server/protocol.ts'
import { WireClient } from '../support/wire-client.ts'
import type { Canaries } from './scan-canaries.ts'

type Part = Extract<View['prompt'], { waits: 'question' }>['question']['parts'][number]

const pick = <One>(from: readonly One[]): One => {
  const one = from[Math.floor(Math.random() * from.length)]
  if (one === undefined) throw new Error('there was nothing to choose from')
  return one
}

/** A practitioner who types canaries wherever something can be typed, along a route chosen by chance. */
export class ScanClient extends WireClient {
  readonly #canaries: Canaries

  constructor(url: string, canaries: Canaries) {
    super(url)
    this.#canaries = canaries
    this.ring.key = canaries.key()
  }

  /** Says one thing under a marked id. */
  say(message: object) {
    const revision = this.view?.revision ?? 0
    return this.send({ id: this.#canaries.short(), revision, ...message })
  }

  /** Asks or does what carries no revision. */
  ask(message: object) {
    return this.send({ id: this.#canaries.short(), ...message })
  }

  /** Begins a session and walks it to its end. */
  async begin(): Promise<void> {
    await this.open()
    await this.walk()
  }

  /** Comes back after a kill, or begins again where nothing had been kept, and walks on. */
  async comeBack(): Promise<void> {
    const back = await this.open(null)
    if (back.type !== 'view') await this.open()
    await this.walk()
  }

  /** Fetches the summary in every format, asks for a code, and changes its key. @param half leaves the new key waiting */
  async finish(half: boolean): Promise<void> {
    for (const format of ['page', 'html', 'text', 'json']) {
      await this.ask({ type: 'document', format })
    }
    const given = await this.ask({ type: 'code' })
    if (given.type === 'code') this.#canaries.code(given.code)
    const next = this.#canaries.key()
    const { key, session } = this.ring
    await this.ask({ type: 'open', session, key, next })
    if (half) return
    await this.ask({ type: 'key-kept' })
    this.ring.key = next
  }

  /** Has the session erased, at once or soon after a hand-over, and waits until it is. */
  async erase(now: boolean): Promise<void> {
    const reply = await this.ask({ type: now ? 'end' : 'handed-over' })
    if (reply.type === 'ended') return
    if (reply.type !== 'handed-over') throw new Error('the session could not be handed over')
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      const back = await this.open(null)
      if (back.type === 'rejected' && back.reason === 'unknown-session') return
    }
  }

  /** Answers, leaves or checks what the page shows, until the summary is reached or the steps are up. */
  async walk(steps = 200): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      const prompt = this.view?.prompt
      if (!prompt || prompt.waits === 'leaving') return
      if (prompt.waits === 'checking') await this.say({ type: 'check' })
      else if (prompt.waits === 'overview') {
        const open = prompt.domains.filter(({ progress }) => progress === 'not-started')
        if (open.length > 6) await this.say({ type: 'domain', domain: pick(open).id })
        else await this.say({ type: 'leave-screening' })
      } else await this.#answer(prompt.question)
    }
  }

  async #answer({ id, parts }: { id: string; parts: Part[] }): Promise<void> {
    const danger = id === 'danger'
    for (const today of [false, true]) {
      const value = danger
        ? 'no'
        : Object.fromEntries(parts.map((part) => [part.id, this.#valueOf(part, today)]))
      const reply = await this.say({ type: 'answer', question: id, value })
      if (reply.type === 'view') return
    }
    const reply = await this.say({ type: 'answer', question: id, value: 'not-known' })
    if (reply.type !== 'view') throw new Error(`${id} could not be answered`)
  }

  #valueOf({ kind, options = [], columns = [], limit = 200 }: Part, today: boolean) {
    switch (kind) {
      case 'one':
        return pick(options).id
      case 'many':
        return [pick(options).id]
      case 'text':
        return this.#canaries.text(Math.min(limit, 1_500))
      case 'date':
        return today ? new Date().toISOString().slice(0, 10) : this.#born()
      case 'rows':
        return [
          Object.fromEntries(columns.map(({ id, limit }) => [id, this.#canaries.text(limit)])),
        ]
    }
  }

  #born(): string {
    const two = (most: number) => String(1 + Math.floor(Math.random() * most)).padStart(2, '0')
    const typed = `20${10 + Math.floor(Math.random() * 4)}-${two(12)}-${two(28)}`
    this.#canaries.date(typed)
    return typed
  }
}
