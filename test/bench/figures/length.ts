import { recordCase, recordDeeds } from '../case-frames.ts'
import { ChildServer } from '../child-server.ts'
import { compared } from '../figure.ts'
import { LoadClient } from '../load-client.ts'
import { lengthened, longSession, turnsBeforeCheck } from '../long-session.ts'
import { inTurns } from '../pair.ts'
import type { Scale } from '../scale.ts'

const shortSession = 2
/** How many turns of the mix a session has in a round. */
const measured = 6

/**
 * What the server's processor spends on a turn of a session of sixty turns, over the same turn of one of
 * two, each round in sessions of their own. The long session has either the answers of the short one, gone over again, or all that the case has
 * by then.
 */
export async function length({ some, rounds }: Scale) {
  const server = await ChildServer.start('server/node.ts')
  const client = new LoadClient()
  try {
    const { origin } = server
    const { deeds } = await recordCase(origin)
    const kinds = {
      at2: { answers: shortSession, before: shortSession },
      same: { answers: shortSession, before: longSession },
      late: { answers: turnsBeforeCheck(deeds), before: longSession },
    }
    const names = ['at2', 'same', 'late'] as const
    for (const name of names) {
      const { answers, before } = kinds[name]
      const { steps } = await recordDeeds(origin, lengthened(deeds, answers, before + measured))
      const walk = { steps, again: 0 }
      await client.connect({ to: name, origin, sized: false, count: some, walk })
    }
    // The first round warms the code and is left out.
    const readings = await inTurns(1 + 2 * rounds, names, async (name) => {
      await client.walk(name, 1 + kinds[name].before)
      const before = server.cpu()
      const { turns } = await client.walk(name, measured)
      return (server.cpu() - before) / turns
    })
    const [at2 = [], same = [], late = []] = names.map((name) => readings[name].slice(1))
    const target = { atMost: 1.15 }
    return {
      'turn-at-60-over-2': compared({ at60: same, at2 }, target),
      'turn-at-60-late-in-the-case-over-2': compared({ at60: late, at2 }, target),
    }
  } finally {
    client.end()
    await server.end()
  }
}
