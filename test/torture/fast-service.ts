import { join } from 'node:path'
import { Served } from '../support/served.ts'

/** Compiled code kept from one start to the next: a process that is killed often starts in half the time. */
const compiled = join(import.meta.dirname, '../../.build/compiled')

/** The service with no limit on how fast a client may speak, or on how many share an address, quick to start again. */
export function fastService(more: Record<string, string> = {}): Promise<Served> {
  return Served.start({
    NODE_COMPILE_CACHE: compiled,
    MESSAGES_PER_SECOND: '100000',
    MOST_CONNECTIONS_EACH: '5000',
    ...more,
  })
}
