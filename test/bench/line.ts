import { once } from 'node:events'
import { WebSocket } from 'ws'

/** How long the service may take to let a connection in, in milliseconds. */
const patience = 30_000

/** One connection on which one frame at a time is answered. */
export class Line {
  readonly #socket: WebSocket
  readonly #closed = new AbortController()

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('close', () => this.#closed.abort(new Error('the line closed')))
  }

  static async dial(origin: string): Promise<Line> {
    const url = `${origin.replace('http', 'ws')}/ws`
    const socket = new WebSocket(url, {
      origin,
      perMessageDeflate: false,
      handshakeTimeout: patience,
    })
    await once(socket, 'open')
    return new Line(socket)
  }

  /** Sends a frame and waits for its reply; rejects if that is anything but a view, or never comes because the line closed. */
  async ask(frame: string): Promise<Buffer> {
    const answered = once(this.#socket, 'message', { signal: this.#closed.signal })
    this.#socket.send(frame)
    const [reply] = (await answered) as [Buffer]
    if (!reply.toString('latin1', 0, 64).includes('"type":"view"'))
      throw new Error('not answered with a view')
    return reply
  }

  /** How long a frame takes to be answered, in milliseconds. */
  async time(frame: string): Promise<number> {
    const sent = performance.now()
    await this.ask(frame)
    return performance.now() - sent
  }

  close(): void {
    this.#socket.terminate()
  }
}
