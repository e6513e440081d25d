import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const faultKinds = ['eio', 'enospc', 'short'] as const
export type FaultKind = (typeof faultKinds)[number]

/** Whether the machine can make the library that makes a disk fail: a C compiler, on Linux. */
export const canSpoil = () =>
  process.platform === 'linux' && spawnSync('gcc', ['--version']).status === 0

/** Makes the library in a folder of its own. @returns how to spoil one call of a service, and how to tidy up */
export function makeShim() {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-io-'))
  const library = join(folder, 'shim.so')
  const source = join(import.meta.dirname, 'io-shim.c')
  const made = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source])
  if (made.status !== 0) throw new Error(`the library could not be made: ${made.stderr}`)
  let count = 0

  return {
    folder,
    /** @param data the folder whose files, and those of the keys beside it, are spoilt */
    spoil(data: string, kind: FaultKind, nth: number) {
      count += 1
      const fired = join(folder, `fired-${count}`)
      const armed = join(folder, `armed-${count}`)
      return {
        env: {
          LD_PRELOAD: library,
          IO_BELOW: data,
          IO_KIND: kind,
          IO_NTH: String(nth),
          IO_FIRED: fired,
          IO_ARMED: armed,
          // A thousand starts take half the time.
          NODE_COMPILE_CACHE: join(folder, 'cache'),
        },
        /** From now on calls count. */
        arm: () => writeFileSync(armed, ''),
        /** Which call on which file was spoilt, or `null` where none was yet. */
        fired: () => (existsSync(fired) ? readFileSync(fired, 'utf8').trim() : null),
      }
    },
    end: () => rmSync(folder, { recursive: true }),
  }
}
export type Shim = ReturnType<typeof makeShim>
