import { setTimeout as wait } from 'node:timers/promises'
import { held, median } from '../figure.ts'
import { sides, withPair } from '../pair.ts'
import type { Scale } from '../scale.ts'

/** Turns each session has had when it is left to wait: half a case. */
const turns = 20

/** How much longer the first sessions go on, so that what the code itself takes is there before. */
const warmth = 5

const kib = 1024

/** When a session is looked at: as soon as it was answered, and once it has waited. */
const moments = ['answered', 'waited'] as const

/** Resident memory of a session over what the echo holds for a connection, in KiB: just answered, and once it waits. */
export const memory = async ({ idle, waited, rounds }: Scale) => {
  const readings = {
    answered: { ours: [] as number[], echo: [] as number[] },
    waited: { ours: [] as number[], echo: [] as number[] },
  }
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    await withPair(async ({ client, servers, connect }) => {
      const warming = Math.ceil(idle / 10)
      const measured = idle - warming
      for (const side of sides) {
        await connect(side, warming)
        await client.walk(side, turns * warmth)
        await wait(waited * 1_000)
        const before = await servers[side].memory()
        await connect(side, measured)
        await client.walk(side, turns)
        for (const moment of moments) {
          if (moment === 'waited') await wait(waited * 1_000)
          const held = (await servers[side].memory()) - before
          readings[moment][side].push(held / measured / kib)
        }
      }
    })
  }
  const figureOf = (moment: (typeof moments)[number]) => {
    const { ours, echo } = readings[moment]
    const over = ours.map((one, round) => one - (echo[round] ?? Number.NaN))
    return { ...held(median(over), over, { atMost: 12 }, readings[moment]), sessions: idle }
  }
  return {
    'memory-per-idle-session-kib': { ...figureOf('waited'), waitedSeconds: waited },
    'memory-per-session-just-answered-kib': figureOf('answered'),
  }
}
