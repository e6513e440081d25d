import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { ClientMessage, Rejection, ServerMessage, View } from '../../server/protocol.ts'
import type { Counts } from './counts.ts'
import { HeldCase } from './held-case.ts'
import { chance, randomDeed, unknownTo } from './random-deed.ts'

type Outgoing = Exclude<ClientMessage, { type: 'open' }>

/** How long a reply may take before the line is taken for dead, in milliseconds. */
const patience = 300_000

/** The longest wait before it is dialled again, in milliseconds: longer each time nobody was there. */
const waits = [100, 300, 1_000, 3_000]

/**
 * A client that walks one case after another for as long as it is left to, over real sockets, and comes
 * back as the page does: the same message under the same id, both keys remembered while one is changed.
 */
export class LastingClient {
  readonly #url: string
  readonly #counts: Counts
  readonly #pace: number
  /** The case it is in, and those it left without ending them. */
  held: HeldCase
  readonly left: HeldCase[] = []
  #turns = 0
  #socket: WebSocket | null = null
  #page = randomUUID()
  #tries = 0
  #takeOver = false
  /** Whether it has its conversation open, and the message of its own that is under way. */
  open = false
  pending: Outgoing | null = null
  #opening = ''
  #confirming = ''
  #written: string | null = null
  #plainly = false
  #thinking: NodeJS.Timeout | undefined
  #dialling: NodeJS.Timeout | undefined
  #waiting: NodeJS.Timeout | undefined
  #finished: (() => void) | null = null
  #gone = false

  /** @param pace the longest it thinks between two deeds, in milliseconds */
  constructor(url: string, counts: Counts, pace: number) {
    this.#url = url
    this.#counts = counts
    this.#pace = pace
    this.held = this.#begin()
  }

  /** Does what comes next at once, if it is free to. */
  hurry(): void {
    clearTimeout(this.#thinking)
    this.#act()
  }

  /** Dials at once, if it waits to. */
  wake(): void {
    this.#tries = 0
    if (!this.#socket && !this.#gone) this.#dial()
  }

  /** Lets what is under way be answered, and then leaves. Resolves once it has. */
  finish(): Promise<void> {
    return new Promise((resolve) => {
      this.#finished = resolve
      if (this.open && !this.pending) this.#next()
    })
  }

  #begin(): HeldCase {
    this.held = new HeldCase(this.#counts)
    this.#turns = 20 + Math.floor(Math.random() * 60)
    this.#written = null
    this.pending = null
    this.#hangUp()
    return this.held
  }

  #dial(): void {
    clearTimeout(this.#dialling)
    const address = `${this.#url.replace('http', 'ws')}/ws?session=${this.held.session}`
    const socket = new WebSocket(address, { origin: this.#url, perMessageDeflate: false })
    this.#socket = socket
    socket.on('open', () => this.#sendOpen())
    socket.on('message', (data) => {
      if (this.#socket === socket) this.#hear(JSON.parse(data.toString()) as ServerMessage)
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.#socket !== socket) return
      if (chance(0.2)) this.#reload()
      this.#hangUp()
    })
  }

  /** Drops the line, without a word, and comes back over another. */
  #hangUp(): void {
    if (this.#gone) return
    const socket = this.#socket
    this.#socket = null
    this.open = false
    clearTimeout(this.#thinking)
    clearTimeout(this.#waiting)
    clearTimeout(this.#dialling)
    const most = waits[Math.min(this.#tries, waits.length - 1)] ?? 0
    this.#tries += 1
    this.#dialling = setTimeout(() => this.#dial(), Math.random() * most)
    socket?.terminate()
  }

  /** What a page does when it is loaded again: it is another page, and changes its key. */
  #reload(): void {
    this.#page = randomUUID()
    this.held.changeKey()
  }

  #sendOpen(): void {
    this.open = false
    this.#opening = randomUUID()
    this.#transmit(this.held.opening(this.#opening, this.#page, this.#takeOver))
  }

  #hear(message: ServerMessage): void {
    clearTimeout(this.#waiting)
    if (message.re === this.#opening) {
      if (message.type === 'view') this.#opened(message.view)
      if (message.type === 'rejected') this.#shutOut(message.reason)
    } else if (message.type === 'key-kept') {
      if (message.re === this.#confirming) this.held.confirmed()
    } else if (message.re !== null && message.re === this.pending?.id) {
      this.#answered(message)
    } else if (message.type === 'rejected') {
      if (message.reason === 'locked') this.#sendOpen()
      else if (message.reason !== 'not-open') this.#counts.refuse(message.reason)
    }
  }

  #opened(view: View): void {
    const under = this.pending !== null && 'revision' in this.pending
    this.#counts.openings += 1
    this.open = true
    this.#tries = 0
    this.#takeOver = false
    if (this.held.opened(view, under)) {
      this.#confirming = randomUUID()
      this.#transmit({ type: 'key-kept', id: this.#confirming })
    }
    if (this.pending) this.#transmit(this.pending)
    else this.#next()
  }

  #shutOut(reason: Rejection): void {
    if (reason === 'unknown-session' && this.pending?.type === 'end') {
      this.#begin()
      return
    }
    this.#takeOver = reason === 'elsewhere'
    if (this.#takeOver || (reason === 'wrong-key' && this.held.triesOtherKey())) {
      this.#sendOpen()
      return
    }
    this.held.shutOut(reason)
    this.#begin()
  }

  #answered(message: ServerMessage): void {
    if (message.type === 'rejected') {
      const { reason } = message
      if (reason === 'locked' || reason === 'not-open') {
        if (this.open) this.#sendOpen()
        return
      }
      this.#plainly = reason === 'answer'
      if (reason !== 'answer' && reason !== 'not-now') this.#counts.refuse(reason)
    }
    this.pending = null
    if (message.type === 'ended') {
      this.#begin()
      return
    }
    if (message.type === 'code') this.#written = message.code
    if (message.type === 'view') this.held.acknowledged(message.view)
    this.#next()
  }

  #next(): void {
    clearTimeout(this.#thinking)
    if (!this.#finished) {
      this.#thinking = setTimeout(() => this.#act(), Math.random() * this.#pace)
      return
    }
    this.#gone = true
    clearTimeout(this.#waiting)
    this.#socket?.terminate()
    this.#finished()
  }

  #act(): void {
    const { view } = this.held.known
    if (!this.open || this.pending || !view) return
    const { revision, prompt } = view
    const id = randomUUID()
    if (revision >= this.#turns || (prompt.waits === 'leaving' && chance(0.3))) this.#leave()
    else if (chance(0.01)) this.#say({ type: 'code', id })
    else if (this.#written && chance(0.03)) {
      this.held.carryOnBy(this.#written)
      this.#page = randomUUID()
      this.#hangUp()
    } else if (chance(0.02)) {
      if (chance(0.5)) this.#reload()
      this.#hangUp()
    } else {
      const plainly = this.#plainly && prompt.waits === 'question'
      const deed = plainly ? unknownTo(prompt.question.id) : randomDeed(view)
      this.#plainly = false
      this.#say({ ...deed, id, revision })
    }
  }

  /** Ends the case, or leaves it as it is, to be looked at again at the end. */
  #leave(): void {
    if (chance(0.3)) this.#say({ type: 'end', id: randomUUID() })
    else {
      this.left.push(this.held)
      this.#begin()
    }
  }

  #say(message: Outgoing): void {
    this.pending = message
    if (message.type === 'code') this.#written = null
    this.#transmit(message)
    if (chance(0.02)) setTimeout(() => this.#hangUp(), Math.random() * 4)
  }

  #transmit(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => {
      this.#counts.refuse('silence')
      this.#hangUp()
    }, patience)
  }
}
