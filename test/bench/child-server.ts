import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../support/served.ts'

const root = join(import.meta.dirname, '../..')

/**
 * What the service is told beside its port and folder: limits that one machine's load would meet, and longer
 * waits for connections that are opened long before they are spoken on.
 */
const env: Readonly<Record<string, string>> = {
  MESSAGES_PER_SECOND: '1000000',
  MOST_CONNECTIONS: '100000',
  MOST_CONNECTIONS_EACH: '100000',
  PATIENCE_SECONDS: '600',
  LOCK_MINUTES: '60',
}

/** How long a server may take to listen, in milliseconds. */
const patience = 120_000

/** Whether a process has ended, by itself or by a signal. */
const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

/** The disk that the service would use: a folder for what is temporary may be memory, where a commit is free. */
function newFolder(): string {
  mkdirSync(join(root, 'data'), { recursive: true })
  return mkdtempSync(join(root, 'data/bench-'))
}

/** A server in a process of its own over a folder of its own. Its costs are read from `/proc`. */
export class ChildServer {
  readonly #script: string
  readonly #port: number
  readonly folder = newFolder()
  #process: ChildProcess | null = null

  private constructor(script: string, port: number) {
    this.#script = script
    this.#port = port
    process.on('exit', this.#endAtExit)
  }

  /**
   * Starts a script, given from the root of the project. It says on stdout when it listens on `PORT`.
   * @param prepare fills its folder before it starts
   */
  static async start(
    script: string,
    prepare: (folder: string) => Promise<void> | void = () => undefined,
  ): Promise<ChildServer> {
    const server = new ChildServer(script, await freePort())
    await prepare(server.folder)
    await server.start()
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  #endAtExit = () => {
    this.#process?.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
    rmSync(`${this.folder}-keys`, { recursive: true, force: true })
  }

  /** Starts the process, again if it was stopped, over what its folder holds. */
  async start(): Promise<void> {
    const collecting = [
      '--expose-gc',
      '--import',
      join(import.meta.dirname, 'collect-on-signal.ts'),
    ]
    const child = spawn(process.execPath, [...collecting, join(root, this.#script)], {
      env: { ...process.env, ...env, PORT: String(this.#port), DATA_DIR: this.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    let said = ''
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-2_000)
    })
    const signal = AbortSignal.timeout(patience)
    await Promise.race([once(child.stdout, 'data', { signal }), once(child, 'exit', { signal })])
    if (isOver(child)) throw new Error(`${this.#script} did not start: ${said}`)
  }

  /** Ends the process and keeps its folder. */
  async stop(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child || isOver(child)) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async end(): Promise<void> {
    await this.stop()
    this.#endAtExit()
    process.off('exit', this.#endAtExit)
  }

  /** The processor time it has used so far, in microseconds, by all of its threads. */
  cpu(): number {
    const threads = readdirSync(`/proc/${this.#process?.pid}/task`)
    return threads.reduce((sum, thread) => sum + this.#nanoseconds(thread) / 1_000, 0)
  }

  /** The memory it holds once its garbage is gone, in bytes. */
  async memory(): Promise<number> {
    for (let round = 0; round < 3; round += 1) {
      this.#process?.kill('SIGUSR2')
      await wait(200)
    }
    const status = readFileSync(`/proc/${this.#process?.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
  }

  /** What a thread has had of a processor; nothing if it has ended since it was listed. */
  #nanoseconds(thread: string): number {
    try {
      const path = `/proc/${this.#process?.pid}/task/${thread}/schedstat`
      return Number(readFileSync(path, 'utf8').split(' ')[0])
    } catch {
      return 0
    }
  }
}
