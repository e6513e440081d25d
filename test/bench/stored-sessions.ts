import { randomBytes, randomUUID } from 'node:crypto'
import type { Recorded } from './case-frames.ts'
import type { ChildServer } from './child-server.ts'
import { Line } from './line.ts'
import { frameOf } from './walk.ts'

/** What brings a session back. */
export type Ring = { session: string; key: string }

/** Speaks sessions of these steps, one after another, and returns what opens each again. */
export async function storeSessions(
  origin: string,
  { steps }: Recorded,
  count: number,
): Promise<Ring[]> {
  const line = await Line.dial(origin)
  const rings: Ring[] = []
  while (rings.length < count) {
    const ring = { session: randomUUID(), key: randomBytes(32).toString('base64url') }
    for (const [index, step] of steps.entries()) {
      const revision = Math.max(0, index - 1)
      await line.ask(frameOf(step, { id: randomUUID(), ...ring, revision }, false))
    }
    rings.push(ring)
  }
  line.close()
  return rings
}

/** How many sessions are opened unmeasured after a start, so that the code is warm and only the session cold. */
const warming = 20

/**
 * Starts the server anew, so that no session is in its memory, and opens each of these once.
 * @param beside run after each, to be timed on the same machine
 * @returns how long each took, in milliseconds
 */
export async function resume(
  server: ChildServer,
  rings: readonly Ring[],
  beside: () => Promise<void> = async () => undefined,
): Promise<number[]> {
  await server.stop()
  await server.start()
  const line = await Line.dial(server.origin)
  const times: number[] = []
  for (const ring of rings) {
    const step = { type: 'open', rest: '}', reply: 0 }
    times.push(await line.time(frameOf(step, { id: randomUUID(), ...ring, revision: 0 }, false)))
    await beside()
  }
  line.close()
  return times.slice(Math.min(warming, rings.length - 1))
}
