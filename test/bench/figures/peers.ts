import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordCase } from '../case-frames.ts'
import { ChildServer } from '../child-server.ts'
import { compared, median } from '../figure.ts'
import { install } from '../install.ts'
import { LoadClient } from '../load-client.ts'
import { inTurns } from '../pair.ts'
import type { Scale } from '../scale.ts'

const peerNames = ['botbuilder', 'botkit', 'survey-core'] as const
const folder = join(import.meta.dirname, '../peers')

/**
 * Turns a second over those of the best of three other ways to hold a conversation. Each is sent the same
 * frames, asks as many questions in replies of the same sizes, and has each turn on disk before it answers.
 */
export async function peers({ some, rounds, seconds }: Scale) {
  install(folder)
  const names = ['ours', ...peerNames] as const
  const client = new LoadClient()
  const servers = { ours: await ChildServer.start('server/node.ts') } as Record<string, ChildServer>
  try {
    const { steps, replies } = await recordCase(servers.ours?.origin ?? '')
    const views = JSON.stringify(replies.map((reply) => JSON.parse(reply).view))
    for (const name of names) {
      servers[name] ??= await ChildServer.start(`test/bench/peers/${name}.ts`, (data) =>
        writeFileSync(join(data, 'views.json'), views),
      )
      const { origin } = servers[name]
      const walk = { steps, again: 0 }
      await client.connect({ to: name, origin, sized: false, count: some, walk })
      await client.walk(name, steps.length, true)
      await client.closed(name, seconds)
    }
    const readings = await inTurns(rounds, names, async (name) => {
      const { turns, ms } = await client.closed(name, seconds)
      return (turns / ms) * 1000
    })
    const rate = (name: (typeof names)[number]) => Math.round(median(readings[name]))
    const [best] = [...peerNames].sort((one, other) => rate(other) - rate(one))
    if (!best) throw new Error('there is no peer')
    const others = Object.fromEntries(peerNames.map((name) => [name, rate(name)]))
    const figure = compared({ ours: readings.ours, best: readings[best] }, { atLeast: 5 })
    return { 'turns-per-second-over-best-peer': { ...figure, bestPeer: best, peers: others } }
  } finally {
    client.end()
    for (const server of Object.values(servers)) await server.end()
  }
}
