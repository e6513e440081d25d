import { randomBytes, randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { type ServerMessage, serverMessage, type View } from '../../server/protocol.ts'

/** A client over a real socket, one message at a time; what it is told is read by the protocol's schema. */
export class WireClient {
  readonly ring = { session: randomUUID() as string, key: randomBytes(32).toString('base64url') }
  readonly #url: string
  readonly #from: string | undefined
  readonly #forwarded: string | undefined
  #socket: WebSocket | null = null
  view: View | null = null

  /**
   * @param from the address of this machine that it dials from, such as `127.0.0.2`
   * @param forwarded the address it comes from, as a proxy would say it
   */
  constructor(url: string, { from, forwarded }: { from?: string; forwarded?: string } = {}) {
    this.#forwarded = forwarded
    this.#url = url.replace(/^http/, 'ws')
    this.#from = from
  }

  /** Opens a socket and the session on it; rejects if either cannot be. */
  async open(
    area: string | null = 'southwark',
    more: Record<string, unknown> = {},
  ): Promise<ServerMessage> {
    this.#socket?.terminate()
    const socket = new WebSocket(`${this.#url}/ws?session=${this.ring.session}`, {
      origin: this.#url.replace(/^ws/, 'http'),
      ...(this.#from && { localAddress: this.#from }),
      ...(this.#forwarded && { headers: { 'x-forwarded-for': this.#forwarded } }),
    })
    this.#socket = socket
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return this.send({
      type: 'open',
      id: randomUUID(),
      ...this.ring,
      ...(area && { area }),
      ...more,
    })
  }

  /** Sends one message and waits for the reply to it; rejects if the socket closes first. */
  send(message: object): Promise<ServerMessage> {
    return this.raw(JSON.stringify(message))
  }

  raw(frame: string | Uint8Array): Promise<ServerMessage> {
    const socket = this.#socket
    if (!socket || socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('closed'))
    return new Promise((resolve, reject) => {
      const closed = (code: number) => reject(new Error(`closed ${code}`))
      socket.once('close', closed)
      socket.once('message', (data) => {
        socket.off('close', closed)
        const reply = serverMessage.parse(JSON.parse(data.toString()))
        if (reply.type === 'view') this.view = reply.view
        resolve(reply)
      })
      socket.send(frame)
    })
  }

  close(): void {
    this.#socket?.terminate()
  }
}
