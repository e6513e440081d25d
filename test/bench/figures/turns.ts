import { compared, type Figure } from '../figure.ts'
import { inTurns, sides, withPair } from '../pair.ts'
import type { Scale } from '../scale.ts'

/** Turns a second when every connection says its next as soon as it is answered, over the echo's. */
export const turns = async ({ many, some, rounds, seconds }: Scale) => ({
  'turns-per-second-many-connections': await turnsAt(many, 0.5, rounds, seconds),
  'turns-per-second-some-connections': await turnsAt(some, 0.35, rounds, seconds),
})

const turnsAt = (connections: number, atLeast: number, rounds: number, seconds: number) =>
  withPair(async ({ client, servers, walk, connect }): Promise<Figure> => {
    for (const side of sides) {
      await connect(side, connections)
      await client.walk(side, walk.steps.length, true)
    }
    const cpu = { ours: [] as number[], echo: [] as number[] }
    const readings = await inTurns(rounds, sides, async (side) => {
      const before = servers[side].cpu()
      const { turns, ms } = await client.closed(side, seconds)
      cpu[side].push((servers[side].cpu() - before) / turns)
      return (turns / ms) * 1000
    })
    return {
      ...compared(readings, { atLeast }),
      connections,
      processorMicroseconds: compared(cpu, { atLeast }).ours,
    }
  })
