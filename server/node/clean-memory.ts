import { Buffer } from 'node:buffer'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Has the C library overwrite all that is freed. Its cache by thread passes that over, and so may keep only
 * pieces of 24 bytes, of which its own marks overwrite 16.
 */
const tunables = 'glibc.malloc.perturb=165:glibc.malloc.tcache_max=24'

/**
 * Has this process overwrite the memory that it gives up. The C library reads its settings only when a
 * process begins, so on Linux the process begins again in its own place, once.
 */
export function overwriteFreedMemory(): void {
  const { platform, env, execPath, execArgv, argv } = process
  const given = env.GLIBC_TUNABLES
  if (platform === 'linux' && !given?.includes('glibc.malloc.perturb')) {
    process.execve?.(execPath, [execPath, ...execArgv, ...argv.slice(1)], {
      ...env,
      GLIBC_TUNABLES: given ? `${given}:${tunables}` : tunables,
    })
  }
  setFlagsFromString('--clear-free-memory')
  // Cut from a shared pool, a buffer would stay for as long as any of its neighbours.
  Buffer.poolSize = 0
}

/**
 * Gives up, and so overwrites, what the process has let go of. Everything stands still meanwhile.
 * @param least from one time to the next, in milliseconds
 * @returns to be called now and then, with whether anything was let go of since
 */
export function memoryCleaner(least: number): (letGo: boolean) => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options: object) => void
  let owed = false
  let last = Number.NEGATIVE_INFINITY
  return (letGo) => {
    owed ||= letGo
    if (!owed || performance.now() - last < least) return
    // As when memory runs out: nothing is kept back for later use.
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    owed = false
    last = performance.now()
  }
}
