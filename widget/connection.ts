import type { ClientMessage, ServerMessage } from '../server/protocol.ts'
import { heldRing, keepRing, newKey, type Ring, shareKey } from './key-ring.ts'
import { host as framed } from './words.ts'

export type LinkState = 'connecting' | 'open' | 'saving' | 'reconnecting' | 'signed-out'

type Outgoing = Exclude<ClientMessage, { type: 'open' }>
type Refusal = Extract<ServerMessage, { type: 'rejected' }>

/** How long a reply may take before the connection is taken for dead, and the waits between tries. */
const patience = 10_000
const waits = [300, 1_000, 2_000, 4_000, 8_000]

/** This load of the page: the service lets it come back over a new connection while the old one is not yet gone. */
const page = crypto.randomUUID()

/** Whether this page has still to change the key it came back with, so that a copy of it opens nothing. */
let keyIsOld = true

/**
 * The page's line to its session. One message is under way at a time; if the line drops, it is opened
 * again and the same message is sent with the same id, so that it counts once whatever was lost.
 */
export class Link {
  readonly #ring: Ring
  readonly #heard: (message: ServerMessage) => void
  readonly #changed: (state: LinkState) => void
  #socket: WebSocket | null = null
  #opening = ''
  #pending: Outgoing | null = null
  #tries = 0
  #lost: 'reconnecting' | 'signed-out' = 'reconnecting'
  #timer = 0
  #closed = false
  #takeOver: boolean

  constructor(
    ring: Ring,
    heard: (message: ServerMessage) => void,
    changed: (state: LinkState) => void,
    takeOver = false,
  ) {
    this.#ring = ring
    this.#heard = heard
    this.#changed = changed
    this.#takeOver = takeOver
    this.#dial()
  }

  /** Sends a message, or keeps it until the line is open again. @returns false while another is under way */
  send(message: Outgoing): boolean {
    if (this.#pending) return false
    this.#pending = message
    this.#changed('saving')
    if (this.#socket?.readyState === WebSocket.OPEN) this.#transmit(message)
    return true
  }

  /** Ends the line for good. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#socket?.close()
  }

  /** Opens the session again over a line that is there already. */
  open(): void {
    // Another tab of this conversation may have changed the key since.
    const held = heldRing()
    if (held?.session === this.#ring.session) {
      this.#ring.key = held.key
      this.#ring.next = held.next
    }
    const { session, key, area, mode, begun, code, seen } = this.#ring
    if (begun && keyIsOld && !code && !this.#ring.next) {
      // Kept before it is sent: whichever of the two the service ends up with, this tab holds it.
      this.#ring.next = newKey()
      keepRing(this.#ring)
    }
    const { next } = this.#ring
    this.#opening = crypto.randomUUID()
    this.#transmit({
      type: 'open',
      id: this.#opening,
      session,
      key,
      page,
      ...(!begun && { area, mode }),
      ...(seen && { seen }),
      ...(next && !code && { next }),
      ...(code && { code }),
      ...(this.#takeOver && { takeOver: true }),
    })
  }

  #dial(): void {
    this.#changed(this.#tries === 0 ? 'connecting' : this.#lost)
    const { protocol, host } = location
    const names = new URLSearchParams({
      session: this.#ring.session,
      ...(framed && { tenant: framed.tenant }),
    })
    const address = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws?${names}`
    const socket = new WebSocket(address)
    this.#socket = socket
    let refused = true
    socket.addEventListener('open', () => {
      refused = false
      this.open()
    })
    socket.addEventListener('message', (event) => {
      clearTimeout(this.#timer)
      const message = JSON.parse(String(event.data)) as ServerMessage
      if (message.re === this.#opening) {
        if (message.type === 'view') this.#opened()
        if (message.type === 'rejected' && this.#triesOtherKey(message)) return
      }
      // What slept has let go of its key: it is opened again, and what was under way is sent again.
      if (message.type === 'rejected' && message.reason === 'not-open') {
        this.open()
        return
      }
      if (message.type === 'view') this.#remember(message.view)
      if (message.re === this.#pending?.id) this.#pending = null
      if (!this.#pending) this.#changed('open')
      this.#heard(message)
    })
    socket.addEventListener('close', () => {
      if (this.#closed || this.#socket !== socket) return
      const wait = waits[Math.min(this.#tries, waits.length - 1)]
      this.#tries += 1
      this.#changed(this.#lost)
      if (refused) void this.#askWhy(socket)
      clearTimeout(this.#timer)
      this.#timer = window.setTimeout(() => this.#dial(), wait)
    })
  }

  /** A socket that is refused does not say why. Another address does, where people have to sign in. */
  async #askWhy(socket: WebSocket): Promise<void> {
    const reply = await fetch('/api/areas').catch(() => null)
    if (this.#socket !== socket || this.#closed) return
    this.#lost = reply?.status === 401 ? 'signed-out' : 'reconnecting'
    this.#changed(this.#lost)
  }

  #opened(): void {
    this.#tries = 0
    this.#lost = 'reconnecting'
    this.#takeOver = false
    const { next, code } = this.#ring
    this.#ring.begun = true
    if (next) this.#ring.key = next
    this.#ring.next = undefined
    this.#ring.code = undefined
    keepRing(this.#ring)
    keyIsOld = false
    if (next || code) {
      shareKey(this.#ring)
      this.#transmit({ type: 'key-kept', id: crypto.randomUUID() })
    }
    if (this.#pending) this.#transmit(this.#pending)
  }

  /** The key may have changed while the reply was lost: then the other one opens. */
  #triesOtherKey({ reason }: Refusal): boolean {
    const { next } = this.#ring
    if (reason !== 'wrong-key' || !next) return false
    this.#ring.key = next
    this.#ring.next = undefined
    keepRing(this.#ring)
    this.open()
    return true
  }

  #remember({ revision, mark }: { revision: number; mark: string }): void {
    this.#ring.seen = { revision, mark }
    const held = heldRing()
    if (held?.session === this.#ring.session) keepRing({ ...held, seen: this.#ring.seen })
  }

  #transmit(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#socket?.close(), patience)
  }
}
