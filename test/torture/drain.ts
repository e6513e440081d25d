import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Counts } from './counts.ts'
import { fastService } from './fast-service.ts'
import { Fleet } from './fleet.ts'

/**
 * `npm run torture:drain -- --clients 1000 --times 20`: the service is asked to stop under connected
 * clients with turns under way, and the next process takes over; everyone comes back and nothing is lost.
 */
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    times: { type: 'string', default: '20' },
  },
})
const clients = Number(values.clients)
const times = Number(values.times)

/** The longest a client thinks between two deeds, and the time a stop is given, in milliseconds. */
const pace = clients * 20
const grace = 60_000

const began = performance.now()
const served = await fastService()
const counts = new Counts()
const fleet = new Fleet(served, counts, clients, pace)
/** How a stop went wrong: by another exit code than 0, or by not ending in the time it is given. */
const stops = { unclean: 0, late: 0, slowest: 0 }
let underWay = 0
for (let time = 1; time <= times; time += 1) {
  await fleet.together()
  fleet.hurry()
  await pause(Math.random() * 500)
  // A few clients can all have been answered at that moment, and then nothing would be cut short.
  while (fleet.busy === 0) await pause(1)
  underWay += fleet.busy
  const asked = performance.now()
  const late = setTimeout(() => void served.kill('SIGKILL'), grace)
  const code = await served.kill('SIGTERM')
  clearTimeout(late)
  const took = Math.round(performance.now() - asked)
  stops.slowest = Math.max(stops.slowest, took)
  if (code === null) stops.late += 1
  else if (code !== 0) stops.unclean += 1
  await served.start()
  fleet.wake()
  const { acknowledged } = counts
  process.stderr.write(`${time} stops, the last in ${took} ms; ${acknowledged} turns\n`)
}
await fleet.together()
await fleet.finish()
await served.end()
const seconds = Math.round((performance.now() - began) / 1000)
const told = { times, clients, under_way: underWay, ...stops, ...counts.toJSON(), seconds }
process.stdout.write(`${JSON.stringify(told)}\n`)
process.exitCode = counts.sound && stops.unclean + stops.late === 0 && underWay > 0 ? 0 : 1
