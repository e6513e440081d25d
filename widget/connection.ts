import type { ClientMessage, ServerMessage } from '../server/protocol.ts'
import { keepRing, type Ring } from './key-ring.ts'

export type LinkState = 'connecting' | 'open' | 'saving' | 'reconnecting' | 'signed-out'

type Outgoing = Exclude<ClientMessage, { type: 'open' }>

/** How long a reply may take before the connection is taken for dead, and the waits between tries. */
const patience = 10_000
const waits = [300, 1_000, 2_000, 4_000, 8_000]

/**
 * The page's line to its session. One message is under way at a time; if the line drops, it is opened
 * again and the same message is sent with the same id, so that it counts once whatever was lost.
 */
export class Link {
  readonly #ring: Ring
  readonly #heard: (message: ServerMessage) => void
  readonly #changed: (state: LinkState) => void
  #socket: WebSocket | null = null
  #pending: Outgoing | null = null
  #tries = 0
  #lost: 'reconnecting' | 'signed-out' = 'reconnecting'
  #timer = 0
  #closed = false

  constructor(
    ring: Ring,
    heard: (message: ServerMessage) => void,
    changed: (state: LinkState) => void,
  ) {
    this.#ring = ring
    this.#heard = heard
    this.#changed = changed
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

  #dial(): void {
    this.#changed(this.#tries === 0 ? 'connecting' : this.#lost)
    const { protocol, host } = location
    const address = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws?session=${this.#ring.session}`
    const socket = new WebSocket(address)
    this.#socket = socket
    const opening = crypto.randomUUID()
    let refused = true
    socket.addEventListener('open', () => {
      refused = false
      const { session, key, area, mode, begun } = this.#ring
      this.#transmit({ type: 'open', id: opening, session, key, ...(!begun && { area, mode }) })
    })
    socket.addEventListener('message', (event) => {
      clearTimeout(this.#timer)
      const message = JSON.parse(String(event.data)) as ServerMessage
      if (message.re === opening && message.type === 'view') this.#opened()
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
    if (!this.#ring.begun) {
      this.#ring.begun = true
      keepRing(this.#ring)
    }
    if (this.#pending) this.#transmit(this.#pending)
  }

  #transmit(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#socket?.close(), patience)
  }
}
