import { guarded } from './guarded.ts'

/** Asking the system costs as much as half a turn, so it is asked now and then. */
const between = 250

/**
 * Watches how much memory the process has.
 * @param failed told where the system does not say
 * @returns whether it has more than so many bytes, as far as was last heard
 */
export function memoryWatch(most: number, failed: (error: unknown) => void): () => boolean {
  let memory = 0
  const ask = guarded(() => {
    memory = process.memoryUsage.rss()
  }, failed)
  ask()
  setInterval(ask, between).unref()
  return () => memory > most
}
