import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { frameOf, type Walk } from './walk.ts'

const view = '"type":"view"'

/** One connection and where its walk stands. It has at most one frame unanswered. */
export class Link {
  readonly #socket: WebSocket
  readonly #walk: Walk
  readonly #sized: boolean
  #next = 0
  #session = ''
  #key = ''
  #revision = 0
  /** Whether a frame of this connection waits for its reply. */
  waits = false
  /** Told of each reply, and whether it answered a turn rather than an opening. */
  answered: (link: Link, turn: boolean) => void = () => undefined
  /** Told what went wrong; nothing can be measured after that. */
  failed: (error: Error) => void = () => undefined

  constructor(socket: WebSocket, walk: Walk, sized: boolean) {
    this.#socket = socket
    this.#walk = walk
    this.#sized = sized
    socket.on('message', (data: Buffer) => this.#heard(data))
    socket.on('close', (code) => this.failed(new Error(`closed ${code}`)))
  }

  /** Sends the next frame of the walk. */
  send(): void {
    const step = this.#step()
    if (step.type === 'open') {
      this.#session = randomUUID()
      this.#key = randomBytes(32).toString('base64url')
      this.#revision = 0
    }
    const at = {
      id: randomUUID(),
      session: this.#session,
      key: this.#key,
      revision: this.#revision,
    }
    this.waits = true
    this.#socket.send(frameOf(step, at, this.#sized))
  }

  close(): void {
    this.failed = () => undefined
    this.#socket.terminate()
  }

  #step() {
    const step = this.#walk.steps[this.#next]
    if (!step) throw new Error('a walk has no such step')
    return step
  }

  #heard(data: Buffer): void {
    const { type } = this.#step()
    if (data.toString('latin1', 0, 64).indexOf(view) < 0) {
      const reason = /"reason":"([a-z-]+)"/.exec(data.toString('latin1', 0, 256))?.[1]
      this.failed(new Error(`${type} was not answered with a view: ${reason}`))
      return
    }
    this.waits = false
    const turn = type !== 'open'
    if (turn) this.#revision += 1
    this.#next += 1
    if (this.#next === this.#walk.steps.length) this.#next = this.#walk.again
    this.answered(this, turn)
  }
}

/** How many connections are dialled at once, and how long each may take, in milliseconds. */
const dialled = 100
const patience = 60_000

/** Opens connections, none of which has said anything. */
export async function openLinks({
  origin,
  count,
  walk,
  sized,
}: {
  origin: string
  count: number
  walk: Walk
  sized: boolean
}): Promise<Link[]> {
  const links: Link[] = []
  const url = `${origin.replace('http', 'ws')}/ws`
  while (links.length < count) {
    const sockets = Array.from(
      { length: Math.min(dialled, count - links.length) },
      () => new WebSocket(url, { origin, perMessageDeflate: false, handshakeTimeout: patience }),
    )
    await Promise.all(sockets.map((socket) => once(socket, 'open')))
    links.push(...sockets.map((socket) => new Link(socket, walk, sized)))
  }
  return links
}
