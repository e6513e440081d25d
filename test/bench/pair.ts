import { recordCase } from './case-frames.ts'
import { ChildServer } from './child-server.ts'
import { LoadClient } from './load-client.ts'
import type { Walk } from './walk.ts'

/** The two that most figures set side by side. */
export const sides = ['ours', 'echo'] as const
type Side = (typeof sides)[number]

export type Pair = {
  client: LoadClient
  servers: Readonly<Record<Side, ChildServer>>
  /** The written case, over and over, each time in a session of its own. */
  walk: Walk
  /** Opens connections to a side, beside those there are. */
  connect: (side: Side, count: number) => Promise<unknown>
}

/** Runs the service, the reference and a client, each in a process of its own, for as long as `work` takes. */
export async function withPair<Result>(work: (pair: Pair) => Promise<Result>): Promise<Result> {
  const servers = {
    ours: await ChildServer.start('server/node.ts'),
    echo: await ChildServer.start('test/bench/echo-server.ts'),
  }
  const client = new LoadClient()
  try {
    const { steps } = await recordCase(servers.ours.origin)
    const walk = { steps, again: 0 }
    const connect = (side: Side, count: number) =>
      client.connect({
        to: side,
        origin: servers[side].origin,
        sized: side === 'echo',
        count,
        walk,
      })
    return await work({ client, servers, walk, connect })
  } finally {
    client.end()
    for (const side of sides) await servers[side].end()
  }
}

/**
 * Takes a reading of each side in every round, one after the other, so that all meet the same machine. Who is
 * first changes from round to round, so that nobody always follows the same other.
 */
export async function inTurns<Name extends string>(
  rounds: number,
  names: readonly Name[],
  read: (name: Name) => Promise<number>,
): Promise<Record<Name, number[]>> {
  const readings = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed()
    for (const name of order) readings[name].push(await read(name))
  }
  return readings
}
