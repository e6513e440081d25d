import { execFileSync } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The clock on a process's wall, moved by libfaketime while the process runs. */
export class Wall {
  readonly #folder = mkdtempSync(join(tmpdir(), 'handrail-wall-'))
  readonly #file = join(this.#folder, 'offset')
  readonly #library: string

  /** Throws where libfaketime is not installed. */
  constructor() {
    this.#library = fakeTimeLibrary()
    this.move(0)
  }

  /** The environment of a process that reads its time here; what counts time that passes is left alone. */
  get env(): Record<string, string> {
    return {
      LD_PRELOAD: this.#library,
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_NO_CACHE: '1',
      FAKETIME_TIMESTAMP_FILE: this.#file,
    }
  }

  /** Puts the wall so many years before or after the true time. */
  move(years: number): void {
    // Renamed into place: the process reads it at any moment, and half a line would be another time.
    writeFileSync(`${this.#file}.new`, `${years < 0 ? '' : '+'}${years}y\n`)
    renameSync(`${this.#file}.new`, this.#file)
  }

  end(): void {
    rmSync(this.#folder, { recursive: true })
  }
}

/** Whether the wall can be moved on this machine. */
export function canMoveWall(): boolean {
  try {
    return fakeTimeLibrary() !== ''
  } catch {
    return false
  }
}

/** The library that the `faketime` command would load into a process of several threads. */
const fakeTimeLibrary = (): string =>
  execFileSync('faketime', ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  }).trim()
