import { setTimeout as pause } from 'node:timers/promises'
import type { Served } from '../support/served.ts'
import type { Counts } from './counts.ts'
import { finalLook } from './final-look.ts'
import { LastingClient } from './lasting-client.ts'

/** Many clients of one service, each walking its cases. */
export class Fleet {
  readonly #served: Served
  readonly #counts: Counts
  readonly #clients: LastingClient[]

  constructor(served: Served, counts: Counts, size: number, pace: number) {
    this.#served = served
    this.#counts = counts
    this.#clients = Array.from({ length: size }, () => new LastingClient(served.url, counts, pace))
  }

  /** How many have a message under way. */
  get busy(): number {
    return this.#clients.filter(({ busy }) => busy).length
  }

  /** Waits until nearly everyone has their conversation open; some are always on their way to another. */
  async together(): Promise<void> {
    const enough = this.#clients.length * 0.9
    while (this.#clients.filter(({ open }) => open).length < enough) await pause(20)
  }

  /** Has those who lost their line dial at once. */
  wake(): void {
    for (const client of this.#clients) client.wake()
  }

  /** Lets everyone finish, starts the service anew and looks at every case once more. */
  async finish(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.finish()))
    await this.#served.kill()
    await this.#served.start()
    const cases = this.#clients.flatMap(({ held, left }) => [held, ...left])
    await finalLook(this.#served.url, cases, this.#counts)
  }
}
