import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Command, Measured } from './client.ts'

type Told<Does extends Command['does']> = Omit<Extract<Command, { does: Does }>, 'does'>

/** How long one command may take, in milliseconds. */
const patience = 600_000

/** The client process as the one who measures speaks to it: one command at a time. */
export class LoadClient {
  readonly #process: ChildProcess

  constructor() {
    this.#process = fork(join(import.meta.dirname, 'client.ts'), { execArgv: [] })
  }

  connect = (told: Told<'connect'>) => this.#tell({ does: 'connect', ...told })

  /** Every connection takes so many steps, or as many as its index if it is to be staggered. */
  walk = (to: string, steps: number, staggered = false) =>
    this.#measure({ does: 'walk', to, steps, staggered })

  closed = (to: string, seconds: number) => this.#measure({ does: 'closed', to, seconds })

  /** @param rate steps a second, of all connections together */
  open = (to: string, seconds: number, rate: number) =>
    this.#measure({ does: 'open', to, seconds, rate })

  leave = (to: string) => this.#tell({ does: 'leave', to })

  end(): void {
    this.#process.kill()
  }

  async #measure(command: Command): Promise<Measured> {
    const measured = await this.#tell(command)
    if (!measured) throw new Error(`${command.does} measured nothing`)
    return measured
  }

  async #tell(command: Command): Promise<Measured | null> {
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(patience)])
    // Whichever is first ends the waiting for the others: a client that is gone answers nothing any more.
    const gone = once(this.#process, 'exit', { signal }).then(() => {
      throw new Error(`${command.does} ${command.to}: the client is gone`)
    })
    const sent = new Promise<never>((_, reject) => {
      this.#process.send(command, (error) => error && reject(error))
    })
    const told = once(this.#process, 'message', { signal })
    const [reply] = (await Promise.race([told, gone, sent]).finally(() => over.abort())) as [
      { measured: Measured | null } | { fault: string },
    ]
    if ('fault' in reply) throw new Error(`${command.does} ${command.to}: ${reply.fault}`)
    return reply.measured
  }
}
