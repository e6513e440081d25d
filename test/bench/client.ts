import { type Link, openLinks } from './link.ts'
import { closedLoop, openLoop, walkOn } from './loops.ts'
import type { Walk } from './walk.ts'

// The load, in a process of its own, so that what it costs is not taken from the servers it measures.

/** What the client can be told to do with the connections it holds to one server. */
export type Command =
  | { does: 'connect'; to: string; origin: string; sized: boolean; count: number; walk: Walk }
  | { does: 'walk'; to: string; steps: number; staggered: boolean }
  | { does: 'closed'; to: string; seconds: number }
  | { does: 'open'; to: string; seconds: number; rate: number }
  | { does: 'leave'; to: string }

/** Turns answered, in how long, and the 50th and 99th percentile of their latency in milliseconds. */
export type Measured = { turns: number; ms: number; p50: number; p99: number }

const links = new Map<string, Link[]>()

async function carryOut(command: Command): Promise<Measured | null> {
  const held = links.get(command.to) ?? []
  switch (command.does) {
    case 'connect':
      links.set(command.to, [...held, ...(await openLinks(command))])
      return null
    case 'walk':
      return walkOn(held, (index) => (command.staggered ? index % command.steps : command.steps))
    case 'closed':
      return closedLoop(held, command.seconds)
    case 'open':
      return openLoop(held, command.seconds, command.rate)
    case 'leave':
      for (const link of held) link.close()
      links.delete(command.to)
      return null
  }
}

process.on('message', async (command: Command) => {
  try {
    process.send?.({ measured: await carryOut(command) })
  } catch (error) {
    process.send?.({ fault: String(error) })
  }
})
process.on('disconnect', () => process.exit())
