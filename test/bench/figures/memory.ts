import { setTimeout as wait } from 'node:timers/promises'
import { held, median } from '../figure.ts'
import { type Side, sides, withPair } from '../pair.ts'
import type { Scale } from '../scale.ts'

/** Turns each session has had when it is left to wait: half a case. */
const turns = 20

/** How much longer the first sessions go on, so that what the code itself takes is there before. */
const warmth = 5

const kib = 1024

/** Resident memory of a session that waits, over what the echo holds for a connection, in KiB. */
export const memory = async ({ idle, waited, rounds }: Scale) => {
  const readings: Record<Side, number[]> = { ours: [], echo: [] }
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    await withPair(async ({ client, servers, connect }) => {
      const warming = Math.ceil(idle / 10)
      for (const side of sides) {
        await connect(side, warming)
        await client.walk(side, turns * warmth)
        await wait(waited * 1_000)
        const before = await servers[side].memory()
        await connect(side, idle - warming)
        await client.walk(side, turns)
        await wait(waited * 1_000)
        const held = (await servers[side].memory()) - before
        readings[side].push(held / (idle - warming) / kib)
      }
    })
  }
  const over = readings.ours.map((ours, round) => ours - (readings.echo[round] ?? Number.NaN))
  const figure = held(median(over), over, { atMost: 12 }, readings)
  return { 'memory-per-idle-session-kib': { ...figure, sessions: idle } }
}
