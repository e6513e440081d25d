import type { Socket } from 'node:net'
import { frames, upgraded, withSession } from './raw-socket.ts'

/** How long the replies to a batch may take. */
const patience = 120_000

/**
 * A connection that sends frames in batches and reads the replies, one for each; dialled anew when it has
 * ended.
 */
export class FuzzSender {
  readonly #port: number
  readonly #opens: boolean
  #socket: Socket | null = null
  #rest: Buffer = Buffer.alloc(0)
  #replies = 0
  #heard: () => void = () => undefined
  /** Replies that were anything but a refusal of what cannot be read. */
  unexpected = 0
  /** Frames that got no reply in time, or whose connection ended without cause. */
  silent = 0

  /** @param opens whether each connection opens a session first */
  constructor(port: number, opens: boolean) {
    this.#port = port
    this.#opens = opens
  }

  /** Sends frames that each get a reply, and then bytes that end the connection, if any. */
  async send(batch: readonly Buffer[], last: Buffer | null): Promise<void> {
    const socket = this.#socket ?? (await this.#dial().catch(() => null))
    if (!socket) {
      this.silent += batch.length
      return
    }
    this.#replies = 0
    socket.write(Buffer.concat(batch))
    await this.#until(() => this.#replies >= batch.length || this.#socket === null)
    this.silent += batch.length - this.#replies
    if (last === null) return
    this.#socket?.write(last)
    await this.#until(() => this.#socket === null)
    if (this.#socket) this.silent += 1
    this.close()
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = null
  }

  async #dial(): Promise<Socket> {
    const socket = await (this.#opens ? withSession(this.#port) : upgraded(this.#port))
    this.#socket = socket
    this.#rest = Buffer.alloc(0)
    socket.on('data', (data: Buffer) => {
      this.#read(data)
      this.#heard()
    })
    const gone = () => {
      if (this.#socket === socket) this.#socket = null
      socket.destroy()
      this.#heard()
    }
    socket.on('end', gone).on('close', gone)
    return socket
  }

  async #until(done: () => boolean): Promise<void> {
    if (done()) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience)
      this.#heard = () => {
        if (!done()) return
        clearTimeout(timer)
        this.#heard = () => undefined
        resolve()
      }
    })
  }

  /** Reads whole frames of the service, which are not masked. */
  #read(data: Buffer): void {
    let rest = Buffer.concat([this.#rest, data])
    while (rest.length >= 4) {
      const [kind = 0, told = 0] = rest
      const start = told < 126 ? 2 : 4
      const end = start + (told < 126 ? told : rest.readUInt16BE(2))
      if (rest.length < end) break
      if (kind === frames.text) this.#hear(rest.toString('utf8', start, end))
      rest = rest.subarray(end)
    }
    this.#rest = rest
  }

  #hear(reply: string): void {
    this.#replies += 1
    if (!/^\{"type":"rejected",.*"reason":"(malformed|too-large)"/.test(reply)) this.unexpected += 1
  }
}
