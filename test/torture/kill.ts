import { watch } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Served } from '../support/served.ts'
import { Counts } from './counts.ts'
import { fastService } from './fast-service.ts'
import { Fleet } from './fleet.ts'
import { chance } from './random-deed.ts'

/**
 * `npm run torture:kill -- --kills 1000 --clients 50`: the service is killed at random moments under
 * clients that walk cases, and started again; nothing acknowledged may be lost, doubled or shown otherwise.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    clients: { type: 'string', default: '50' },
  },
})
const kills = Number(values.kills)
const clients = Number(values.clients)

/** The longest a client thinks between two deeds, and the longest that a late kill is waited for, in milliseconds. */
const pace = 60
const longest = 2_000

const moments = { boot: 0, turn: 0, commit: 0, late: 0 }
type Moment = keyof typeof moments

function someMoment(): Moment {
  const at = Math.random()
  if (at < 0.25) return 'boot'
  if (at < 0.6) return 'turn'
  return at < 0.92 ? 'commit' : 'late'
}

/** Waits until the write-ahead log is next written to, or so many milliseconds at most. */
function written(served: Served, most: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      watcher.close()
      clearTimeout(timer)
      resolve()
    }
    const watcher = watch(served.data, (_, file) => file?.endsWith('-wal') && done())
    const timer = setTimeout(done, most)
  })
}

/** Waits for so many turns more, however fast the machine is. */
async function more(turns: number): Promise<void> {
  const enough = counts.acknowledged + turns
  while (counts.acknowledged < enough) await pause(1)
}

/** Starts the service and kills it at a moment of this kind. */
async function live(served: Served, fleet: Fleet, moment: Moment, boot: number): Promise<void> {
  const starting = served.start()
  if (moment === 'boot') {
    // One in three follows the kill before within milliseconds.
    await pause(Math.random() * (chance(0.33) ? 20 : boot * 1.2))
  } else {
    await starting
    fleet.wake()
    if (moment === 'late') await pause(Math.random() * longest)
    else await more(Math.random() * clients)
    await pause(Math.random() * 10)
    if (moment === 'commit') await written(served, 100)
  }
  await served.kill('SIGKILL')
  await starting
  moments[moment] += 1
}

const began = performance.now()
const served = await fastService({ LOCK_MINUTES: '0.01', SWEEP_SECONDS: '0.1' })
await served.kill('SIGTERM')
const startedAt = performance.now()
await served.start()
const boot = performance.now() - startedAt
const counts = new Counts()
const fleet = new Fleet(served, counts, clients, pace)
await more(clients)
await served.kill('SIGKILL')
moments.turn += 1
for (let kill = 1; kill < kills; kill += 1) {
  await live(served, fleet, someMoment(), boot)
  if (kill % 50 === 0) {
    const seconds = Math.round((performance.now() - began) / 1000)
    process.stderr.write(`${kill} kills, ${counts.acknowledged} turns, ${seconds} s\n`)
  }
}
await served.start()
fleet.wake()
await fleet.finish()
await served.end()
const seconds = Math.round((performance.now() - began) / 1000)
process.stdout.write(
  `${JSON.stringify({ kills, moments, clients, ...counts.toJSON(), seconds })}\n`,
)
process.exitCode = counts.sound && counts.acknowledged > 0 ? 0 : 1
