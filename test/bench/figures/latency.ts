import { compared } from '../figure.ts'
import { inTurns, sides, withPair } from '../pair.ts'
import type { Scale } from '../scale.ts'

/**
 * The 99th percentile of a turn's latency, in milliseconds from when it was due, over the echo's: people
 * who think between turns, at one offered rate whatever the answers take.
 */
export const latency = ({ many, rate, rounds, seconds }: Scale) =>
  withPair(async ({ client, walk, connect }) => {
    const offered: Record<string, number[]> = { ours: [], echo: [] }
    for (const side of sides) {
      await connect(side, many)
      await client.walk(side, walk.steps.length, true)
      await client.open(side, seconds, rate)
    }
    const readings = await inTurns(rounds, sides, async (side) => {
      const { turns, ms, p99 } = await client.open(side, seconds, rate)
      offered[side]?.push((turns / ms) * 1000)
      return p99
    })
    const { ours, echo } = compared(offered, { atLeast: 1 })
    const figure = compared(readings, { atMost: 4 })
    return { 'p99-with-think-time': { ...figure, rate, answeredPerSecond: { ours, echo } } }
  })
