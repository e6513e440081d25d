import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../support/served.ts'

const root = join(import.meta.dirname, '../..')

/** What the service is told beside its port and folder: limits that one machine's load would meet. */
const env: Readonly<Record<string, string>> = {}

const ticksInSecond = Number(execFileSync('getconf', ['CLK_TCK']))

/** A server in a process of its own over a folder of its own. Its costs are read from `/proc`. */
export class ChildServer {
  readonly #script: string
  readonly #port: number
  readonly folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'))
  #process: ChildProcess | null = null

  private constructor(script: string, port: number) {
    this.#script = script
    this.#port = port
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
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    if (child.exitCode !== null) throw new Error(`${this.#script} did not start: ${said}`)
  }

  /** Ends the process and keeps its folder. */
  async stop(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true })
  }

  /** The processor time it has used so far, in microseconds, by all of its threads. */
  cpu(): number {
    const fields = this.#proc('stat').split(') ')[1]?.split(' ') ?? []
    return ((Number(fields[11]) + Number(fields[12])) / ticksInSecond) * 1e6
  }

  /** The memory it holds once its garbage is gone, in bytes. */
  async memory(): Promise<number> {
    for (let round = 0; round < 3; round += 1) {
      this.#process?.kill('SIGUSR2')
      await wait(300)
    }
    return Number(/VmRSS:\s+(\d+) kB/.exec(this.#proc('status'))?.[1]) * 1024
  }

  #proc(file: string): string {
    return readFileSync(`/proc/${this.#process?.pid}/${file}`, 'utf8')
  }
}
