import { recordCase } from '../case-frames.ts'
import { ChildServer } from '../child-server.ts'
import { compared, median } from '../figure.ts'
import { fill } from '../fill.ts'
import { LoadClient } from '../load-client.ts'
import { recordLongSession } from '../long-session.ts'
import { inTurns } from '../pair.ts'
import type { Scale } from '../scale.ts'
import { type Ring, resume, storeSessions } from '../stored-sessions.ts'

const names = ['many', 'few'] as const

/** What a turn and a cold resume take with many sessions stored, over what they take with few. */
export async function stored({ stored: [few, many], some, resumed, rounds, seconds }: Scale) {
  const counts = { few, many }
  const client = new LoadClient()
  const servers: { many?: ChildServer; few?: ChildServer } = {}
  const server = (name: (typeof names)[number]): ChildServer => {
    const started = servers[name]
    if (!started) throw new Error(`${name} was not started`)
    return started
  }
  try {
    const rings: Record<string, Ring[]> = {}
    for (const name of names) {
      servers[name] = await ChildServer.start('server/node.ts', (folder) =>
        fill(folder, counts[name]),
      )
      const { origin } = server(name)
      rings[name] = await storeSessions(origin, await recordLongSession(origin), resumed)
      const { steps } = await recordCase(origin)
      const walk = { steps, again: 0 }
      await client.connect({ to: name, origin, sized: false, count: some, walk })
      await client.walk(name, steps.length, true)
      await client.closed(name, seconds)
    }
    const turn = await inTurns(rounds, names, async (name) => {
      const { turns, ms } = await client.closed(name, seconds)
      return (ms / turns) * 1000
    })
    for (const name of names) await client.leave(name)
    const opening = await inTurns(rounds, names, async (name) =>
      median(await resume(server(name), rings[name] ?? [])),
    )
    const target = { atMost: 1.3 }
    return {
      'turn-with-many-stored-over-few': { ...compared(turn, target), stored: counts },
      'resume-with-many-stored-over-few': { ...compared(opening, target), stored: counts },
    }
  } finally {
    client.end()
    for (const name of names) await servers[name]?.end()
  }
}
