import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** How a service is started: more of its environment, and a command that its own is given to. */
export type Manner = { env?: Record<string, string>; under?: readonly string[] }

/** The service as its own process over a folder of its own: it can be killed and started again. */
export class Served {
  readonly port: number
  readonly #data = mkdtempSync(join(tmpdir(), 'handrail-data-'))
  readonly #env: Readonly<Record<string, string>>
  #process: ChildProcess | null = null
  #usual = true
  /** All that it has written, to its log and to its output. */
  log = ''

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.port = port
    this.#env = env
  }

  /** @param env settings beside its port and its folder, at this start and every later one */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Served> {
    const served = await Served.prepare(env)
    await served.start()
    return served
  }

  /** A folder and a port, and no process yet. */
  static async prepare(env: Readonly<Record<string, string>> = {}): Promise<Served> {
    return new Served(await freePort(), env)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get data(): string {
    return this.#data
  }

  /** The number of the process, for whoever looks at it from outside. */
  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** What the process ended with; `null` while it runs. */
  get exitCode(): number | null {
    return this.#process?.exitCode ?? null
  }

  async start({ env = {}, under = [] }: Manner = {}): Promise<void> {
    this.#usual = Object.keys(env).length + under.length === 0
    const [command = '', ...words] = [...under, process.execPath, join(root, 'server/node.ts')]
    const child = spawn(command, words, {
      env: {
        ...process.env,
        ...this.#env,
        PORT: String(this.port),
        DATA_DIR: this.#data,
        ...env,
      },
    })
    this.#process = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        this.log += chunk
      })
    }
    const told = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    if (child.exitCode !== null) throw new Error(`the service did not start: ${this.log}${told}`)
  }

  /** Has it run with no settings but those it was made with, whatever was done to it. */
  async asItWas(): Promise<void> {
    const runs = this.#process?.exitCode === null && this.#process.signalCode === null
    if (runs && this.#usual) return
    await this.kill()
    await this.start()
  }

  /** Ends the process and waits until it is gone. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return null
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode
  }

  async end(): Promise<void> {
    await this.kill()
    rmSync(this.#data, { recursive: true })
    rmSync(`${this.#data}-keys`, { recursive: true, force: true })
  }
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
