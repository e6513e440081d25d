import { compared, median } from '../figure.ts'
import { Line } from '../line.ts'
import { longSession, recordLongSession } from '../long-session.ts'
import { withPair } from '../pair.ts'
import type { Scale } from '../scale.ts'
import { resume, storeSessions } from '../stored-sessions.ts'
import { frameOf } from '../walk.ts'

/**
 * Opening a session of sixty turns that the server does not have in memory, over one round trip of the
 * echo with frames of the same sizes.
 */
export const coldResume = ({ resumed, rounds }: Scale) =>
  withPair(async ({ servers: { ours, echo } }) => {
    const recorded = await recordLongSession(ours.origin)
    const rings = await storeSessions(ours.origin, recorded, resumed)
    const line = await Line.dial(ours.origin)
    const [ring] = rings
    if (!ring) throw new Error('no session was stored')
    const at = { id: ring.session, ...ring, revision: 0 }
    const opening = { type: 'open', rest: '}', reply: 0 }
    const whole = (await line.ask(frameOf(opening, at, false))).length
    line.close()

    const reference = await Line.dial(echo.origin)
    const frame = frameOf({ ...opening, reply: whole }, at, true)
    const resumes: number[] = []
    const trips: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const beside: number[] = []
      const times = await resume(ours, rings, async () => {
        beside.push(await reference.time(frame))
      })
      resumes.push(median(times))
      trips.push(median(beside))
    }
    reference.close()
    const figure = compared({ oursMs: resumes, echoMs: trips }, { atMost: 10 })
    return {
      'cold-resume-in-round-trips': { ...figure, turns: longSession, replyBytes: whole },
    }
  })
