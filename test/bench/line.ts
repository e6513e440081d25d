import { once } from 'node:events'
import { WebSocket } from 'ws'

/** One connection on which one frame at a time is answered. */
export class Line {
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  static async dial(origin: string): Promise<Line> {
    const url = `${origin.replace('http', 'ws')}/ws`
    const socket = new WebSocket(url, { origin, perMessageDeflate: false })
    await once(socket, 'open')
    return new Line(socket)
  }

  /** Sends a frame and waits for its reply; rejects if that is anything but a view. */
  async ask(frame: string): Promise<Buffer> {
    const answered = once(this.#socket, 'message')
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
