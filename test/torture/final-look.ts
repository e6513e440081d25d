import { WireClient } from '../support/wire-client.ts'
import type { Counts } from './counts.ts'
import type { HeldCase } from './held-case.ts'

/** How many are looked at once. */
const atOnce = 16

/** Opens every case once more, holds it against what its client knows, and tries the key it gave up. */
export async function finalLook(
  url: string,
  cases: readonly HeldCase[],
  counts: Counts,
): Promise<void> {
  const waiting = [...cases]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let held = waiting.pop(); held; held = waiting.pop()) await look(url, held, counts)
    }),
  )
}

async function look(url: string, held: HeldCase, counts: Counts): Promise<void> {
  const { session, known, retired } = held
  if (!known.view) return
  const client = new WireClient(url)
  client.ring.session = session
  if (retired !== undefined) {
    client.ring.key = retired
    const reply = await client.open(null)
    if (reply.type !== 'rejected' || reply.reason !== 'wrong-key') counts.oldKeys += 1
  }
  client.ring.key = held.key
  const reply = await client.open(null)
  if (reply.type === 'view') held.opened(reply.view, false)
  else if (reply.type === 'rejected') held.shutOut(reply.reason)
  client.close()
}
