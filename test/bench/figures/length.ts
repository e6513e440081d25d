import { recordCase, recordDeeds } from '../case-frames.ts'
import { ChildServer } from '../child-server.ts'
import { compared } from '../figure.ts'
import { LoadClient } from '../load-client.ts'
import { lengthened, longSession, mix, turnsBeforeCheck } from '../long-session.ts'
import { inTurns } from '../pair.ts'
import type { Scale } from '../scale.ts'

const shortSession = 2
/** How many turns of the mix a session has in a round. */
const measured = 6

/**
 * What the server's processor spends on a turn of a session of sixty turns, over the same turn of one of
 * two. The long session has either the answers of the short one, gone over again, or all that the case has
 * by then.
 */
export async function length({ many, rounds }: Scale) {
  const server = await ChildServer.start('server/node.ts')
  const client = new LoadClient()
  try {
    const { origin } = server
    const { deeds } = await recordCase(origin)
    const answers = { short: shortSession, same: shortSession, late: turnsBeforeCheck(deeds) }
    const names = ['short', 'same', 'late'] as const
    for (const name of names) {
      const begun = name === 'short' ? shortSession : longSession
      const turns = lengthened(deeds, answers[name], begun + measured)
      const { steps } = await recordDeeds(origin, turns)
      // The short one begins again in a session of its own; the long ones grow longer still.
      const again = name === 'short' ? 0 : steps.length - mix.length
      await client.connect({ to: name, origin, sized: false, count: many, walk: { steps, again } })
      if (name !== 'short') await client.walk(name, 1 + longSession)
    }
    // The first round warms the code and is left out.
    const readings = await inTurns(1 + rounds, names, async (name) => {
      if (name === 'short') await client.walk(name, 1 + shortSession)
      const before = server.cpu()
      const { turns } = await client.walk(name, measured)
      return (server.cpu() - before) / turns
    })
    const [at2, same, late] = names.map((name) => readings[name].slice(1))
    const over = (at60 = same) => compared({ at60: at60 ?? [], at2: at2 ?? [] }, { atMost: 1.15 })
    return { 'turn-at-60-over-2': over(same), 'turn-at-60-late-in-the-case-over-2': over(late) }
  } finally {
    client.end()
    await server.end()
  }
}
