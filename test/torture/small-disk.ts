import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own, of so many MiB, in memory. Making one takes a Linux and its root. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'handrail-disk-'))

  constructor(size: number) {
    const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', this.folder])
    if (made.status !== 0) throw new Error(`no disk could be made: ${made.stderr}`)
  }

  static possible(): boolean {
    try {
      new SmallDisk(1).end()
      return true
    } catch {
      return false
    }
  }

  /** How many bytes are free. */
  get free(): number {
    const { bavail, bsize } = statfsSync(this.folder)
    return bavail * bsize
  }

  get #others(): string {
    return join(this.folder, 'others')
  }

  /** Somebody else fills it, to the last byte. */
  fill(): void {
    for (let piece = 0; this.free > 0 && piece < 10_000; piece += 1) {
      try {
        const size = Math.min(this.free, 1024 * 1024)
        writeFileSync(this.#others, Buffer.alloc(size, 1), { flag: 'a' })
      } catch {
        // What was left is less than that; the next piece is as large as what is left then.
      }
    }
  }

  /** And takes it all away again. */
  clear(): void {
    rmSync(this.#others, { force: true })
  }

  end(): void {
    spawnSync('umount', ['-l', this.folder])
    rmSync(this.folder, { recursive: true, force: true })
  }
}
