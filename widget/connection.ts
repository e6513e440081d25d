import type { ClientMessage, ServerMessage } from '../server/protocol.ts'
import { heldRing, keepRing, newKey, type Ring, shareKey } from './key-ring.ts'

/** How the line stands. It is `open` once something was kept, and `idle` where a reply came and nothing was. */
export type LinkState =
  | 'connecting'
  | 'open'
  | 'idle'
  | 'saving'
  | 'reconnecting'
  | 'offline'
  | 'signed-out'

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
  #signedOut = false
  #timer = 0
  #takeOver: boolean
  /** Whether nothing is to be opened yet: the line is there for when it is. */
  #ahead: boolean
  readonly #ended = new AbortController()

  constructor(
    ring: Ring,
    heard: (message: ServerMessage) => void,
    changed: (state: LinkState) => void,
    { takeOver = false, ahead = false } = {},
  ) {
    this.#ring = ring
    this.#heard = heard
    this.#changed = changed
    this.#takeOver = takeOver
    this.#ahead = ahead
    const { signal } = this.#ended
    // A dead line may take minutes to show; a machine that says so itself is believed at once.
    addEventListener('offline', () => this.#drop(), { signal })
    addEventListener('online', () => !this.#socket && this.#dial(), { signal })
    this.#dial()
  }

  /** Sends a message, or keeps it until the line is open again. @returns false while another is under way */
  send(message: Outgoing): boolean {
    if (this.#pending) return false
    this.#pending = message
    const isOpen = this.#socket?.readyState === WebSocket.OPEN
    if (this.#ahead) {
      this.#ahead = false
      if (isOpen) this.open()
      else if (!this.#socket) this.#dial()
    } else if (isOpen) this.#transmit(message)
    this.#changed('saving')
    return true
  }

  /** Has the line there again, where it was dialled ahead and has closed since. */
  ready(): void {
    if (this.#ahead && !this.#socket) this.#dial()
  }

  /** Ends the line for good. */
  close(): void {
    this.#ended.abort()
    clearTimeout(this.#timer)
    this.#socket?.close()
    this.#socket = null
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
    clearTimeout(this.#timer)
    if (!this.#ahead) this.#changed(this.#tries === 0 ? 'connecting' : this.#lost)
    const { protocol, host } = location
    const address = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws?session=${this.#ring.session}`
    const socket = new WebSocket(address)
    this.#socket = socket
    let refused = true
    socket.addEventListener('open', () => {
      refused = false
      if (this.#socket === socket && !this.#ahead) this.open()
    })
    socket.addEventListener('message', (event) => {
      if (this.#socket !== socket) return
      clearTimeout(this.#timer)
      let message = JSON.parse(String(event.data)) as ServerMessage
      if (message.re === this.#opening) {
        if (message.type === 'view') this.#opened()
        if (message.type === 'rejected') {
          if (this.#triesOtherKey(message)) return
          message = this.#unopened(message)
        }
      }
      // What slept has let go of its key: it is opened again, and what was under way is sent again.
      if (message.type === 'rejected' && message.reason === 'not-open') {
        this.open()
        return
      }
      if (message.type === 'view') this.#remember(message.view)
      if (message.re === this.#pending?.id) this.#pending = null
      if (!this.#pending) this.#changed(message.type === 'view' ? 'open' : 'idle')
      this.#heard(message)
    })
    socket.addEventListener('close', () => {
      if (this.#socket !== socket) return
      if (refused && !this.#ahead) void this.#askWhy()
      this.#drop()
    })
  }

  /** Lets go of a line that is lost, and dials again after a while if there is something to say over it. */
  #drop(): void {
    const socket = this.#socket
    if (!socket) return
    this.#socket = null
    socket.close()
    clearTimeout(this.#timer)
    if (this.#ahead) return
    const wait = waits[Math.min(this.#tries, waits.length - 1)]
    this.#tries += 1
    this.#changed(this.#lost)
    this.#timer = window.setTimeout(() => this.#dial(), wait)
  }

  get #lost(): LinkState {
    if (!navigator.onLine) return 'offline'
    return this.#signedOut ? 'signed-out' : 'reconnecting'
  }

  /** What was to be said once the session is open is refused with it, and can be tried again. */
  #unopened(refusal: Refusal): Refusal {
    if (!this.#pending) return refusal
    const { id } = this.#pending
    this.#pending = null
    this.#ahead = true
    return { ...refusal, re: id }
  }

  /** A socket that is refused does not say why. Another address does, where people have to sign in. */
  async #askWhy(): Promise<void> {
    const reply = await fetch('/api/areas').catch(() => null)
    if (this.#ended.signal.aborted || this.#socket?.readyState === WebSocket.OPEN) return
    this.#signedOut = reply?.status === 401
    this.#changed(this.#lost)
  }

  #opened(): void {
    this.#tries = 0
    this.#signedOut = false
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
    this.#timer = window.setTimeout(() => this.#drop(), patience)
  }
}
