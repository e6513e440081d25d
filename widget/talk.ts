import type { Block, ClientMessage, DeedBody, ServerMessage, View } from '../server/protocol.ts'
import { Link, type LinkState } from './connection.ts'
import type { Ring } from './key-ring.ts'
import { frameLimit } from './words.ts'

/** What a page asks of its session; it is numbered when it goes. */
export type Asked = Exclude<ClientMessage, { type: 'open' }>

type Format = Extract<ClientMessage, { type: 'document' }>['format']

/** What is to happen with the reply to something asked. */
type UnderWay = {
  id: string
  /** The question it answers, whose draft is then of no use any more. */
  answers?: string | undefined
  /** What is asked next, one after the other, once this is settled. */
  then?: readonly DeedBody[]
  /** Whether it was itself such a thing, so that nobody waits for it. */
  follows?: boolean
  give?: ((message: ServerMessage) => unknown) | undefined
}

export type About = Omit<UnderWay, 'id'>

/** One conversation's talk with its session: one thing is asked at a time, and its reply is known as its own. */
export class Talk {
  readonly #heard: (message: ServerMessage, own: About | null) => void
  readonly #changed: (state: LinkState) => void
  readonly #waits: (waiting: boolean) => void
  #link: Link | null = null
  #underWay: UnderWay | null = null

  constructor(
    heard: (message: ServerMessage, own: About | null) => void,
    changed: (state: LinkState) => void,
    waits: (waiting: boolean) => void,
  ) {
    this.#heard = heard
    this.#changed = changed
    this.#waits = waits
  }

  /** Whether a reply is still to come. */
  get waiting(): boolean {
    return this.#underWay !== null
  }

  /** @param how whether it takes over from elsewhere, or is dialled ahead of the first thing that is asked */
  begin(ring: Ring, how: { takeOver?: boolean; ahead?: boolean } = {}): void {
    // Never two lines at once: the one that is left would go on dialling, and its ring would be kept over this.
    this.#link?.close()
    this.#underWay = null
    this.#link = new Link(ring, (message) => this.#take(message), this.#changed, how)
  }

  /** Has the line there for the first thing that is asked. */
  ready(): void {
    this.#link?.ready()
  }

  /**
   * Asks something; a second press while something is under way is nothing.
   * @returns false where it is more than can be said at once
   */
  ask(message: Asked, about: About): boolean {
    const numbered = { ...message, id: crypto.randomUUID() }
    if (new TextEncoder().encode(JSON.stringify(numbered)).length > frameLimit) return false
    if (this.#underWay || !this.#link?.send(numbered)) return true
    this.#underWay = { id: numbered.id, ...about }
    this.#waits(true)
    return true
  }

  /** Asks for the summary in a format, or for a paper beside it. */
  document(
    format: Format,
    give: (content: string, name: string) => void,
    paper?: View['papers'][number],
  ): void {
    this.ask(
      { type: 'document', id: '', format, ...(paper && { paper }) },
      { give: (reply) => reply.type === 'document' && give(reply.content, reply.name) },
    )
  }

  /** Asks for a code to write down. */
  code(give: (code: string) => void): void {
    this.ask(
      { type: 'code', id: '' },
      { give: (reply) => reply.type === 'code' && give(reply.code) },
    )
  }

  /** Says that the summary is where it should be; gives when all is deleted, in words, and what follows. */
  handOver(give: (until: string, next: Block[]) => void): void {
    this.ask(
      { type: 'handed-over', id: '' },
      { give: (reply) => reply.type === 'handed-over' && give(reply.until, reply.next) },
    )
  }

  /** Has everything erased. */
  erase(erased: () => void): void {
    this.ask({ type: 'end', id: '' }, { give: (reply) => reply.type === 'ended' && erased() })
  }

  /** Opens the session again, over the line that is there. */
  openAgain(): void {
    this.#link?.open()
  }

  /** Says no more; what was under way may have been kept, and shows when the session is opened again. */
  end(): void {
    this.#link?.close()
    this.#link = null
    this.#underWay = null
    this.#waits(false)
  }

  #take(message: ServerMessage): void {
    const own = this.#underWay !== null && message.re === this.#underWay.id ? this.#underWay : null
    if (own) {
      this.#underWay = null
      this.#waits(false)
    }
    this.#heard(message, own)
  }
}
