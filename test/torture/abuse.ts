import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'
import { abusers, blind } from './abusers.ts'

type Asked = {
  /** How many there are of each of three sorts, and a few of a fourth. */
  each: number
  healthy: number
  /** How many sessions are begun from this one address in the time given. */
  sessions: number
  over: number
  /** How long the service waits for a client, and until it locks, in seconds. */
  patience: number
  lock: number
}

/** Lets clients that mean no conversation take up all the room they can, while others go on with theirs. */
export async function tortureAbuse({ each, healthy, sessions, over, patience, lock }: Asked) {
  const served = await Served.start({
    PATIENCE_SECONDS: String(patience),
    LOCK_MINUTES: String(lock / 60),
    SWEEP_SECONDS: '0.2',
    MESSAGES_PER_SECOND: '1000',
    // They all dial from one.
    MOST_CONNECTIONS_EACH: '5000',
  })
  const counts = { abusers: 0, evicted: 0, healthy, turns: 0, lost: 0, sessions, refused: 0 }
  const going = { on: true }
  try {
    const fleet = Array.from({ length: healthy }, () => new WireClient(served.url))
    const living = fleet.map((client) => converse(client, going))
    const training = begun(served.url, sessions, over)
    const held = await crowd(served.port, each)
    counts.abusers = held.length
    process.stderr.write(`${held.length} abusers got in\n`)
    // Locked, then asked to go at a heartbeat, then no longer waited for.
    await within(
      10 * (lock + patience * 4 + 5),
      held.filter(({ kind }) => kind !== blind),
    )
    await wait(patience * 2000)
    // One that reads nothing sees that it was let go once it reads again.
    for (const { socket } of held) socket.resume()
    await within(60, held)
    counts.evicted = held.filter(({ at }) => at !== null).length
    process.stderr.write(`${JSON.stringify(byKind(held))}\n`)
    counts.refused = await training
    going.on = false
    for (const { turns, lost } of await Promise.all(living)) {
      counts.turns += turns
      counts.lost += lost ? 1 : 0
    }
    for (const { socket } of held) socket.destroy()
    for (const client of fleet) client.close()
    return { ...counts, faults: served.log.split('"kind":"fault"').length - 1 }
  } finally {
    await served.end()
  }
}

type Held = { kind: string; socket: Socket; at: number | null; gone: Promise<void> }

/** All of them at once, the kinds of each sort in equal shares. */
async function crowd(port: number, each: number): Promise<Held[]> {
  const wanted = Object.entries(abusers).flatMap(([sort, kinds]) => {
    const made = Object.entries(kinds)
    // Those who ask for much cost work as well as room, so that there are few of them.
    const length = sort === 'greedy' ? Math.ceil(each / 500) : each
    return Array.from({ length }, (_, i) => {
      const one = made[i % made.length]
      return one ? [{ kind: `${sort}: ${one[0]}`, make: one[1] }] : []
    }).flat()
  })
  const held: Held[] = []
  const one = async () => {
    for (let next = wanted.pop(); next; next = wanted.pop()) {
      const { kind, make } = next
      const socket = await make(port).catch(() => null)
      if (!socket) continue
      const began = performance.now()
      const entry: Held = { kind, socket, at: null, gone: Promise.resolve() }
      entry.gone = new Promise((resolve) => {
        const left = () => {
          entry.at = performance.now() - began
          resolve()
        }
        if (socket.closed) left()
        else socket.once('close', left)
      })
      held.push(entry)
    }
  }
  await Promise.all(Array.from({ length: 50 }, one))
  return held
}

/** Waits for all of them to be gone, and not longer than some seconds. */
const within = (seconds: number, held: readonly Held[]) =>
  Promise.race([
    Promise.all(held.map(({ gone }) => gone)),
    // Nobody waits for the rest of that time once they are gone.
    wait(seconds * 1000, undefined, { ref: false }),
  ])

/** For each kind how many there were, how many were let go, and after how many seconds the last. */
function byKind(held: readonly Held[]) {
  const groups = Object.entries(Object.groupBy(held, ({ kind }) => kind))
  return groups.map(([kind, of = []]) => {
    const times = of.flatMap(({ at }) => (at === null ? [] : [at]))
    const last = Math.round(Math.max(0, ...times) / 100) / 10
    return { kind, of: of.length, evicted: times.length, last }
  })
}

/** Goes on with a conversation for as long as it is asked to; lost if any turn is refused or any line drops. */
async function converse(client: WireClient, going: { on: boolean }) {
  let turns = 0
  try {
    await client.open()
    for (; going.on; turns += 1) {
      const deed =
        turns % 2 === 0 ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' }
      const reply = await client.send({ ...deed, id: randomUUID(), revision: turns })
      if (reply.type !== 'view') throw new Error(JSON.stringify(reply))
      await wait(200)
    }
    return { turns, lost: client.view?.revision !== turns }
  } catch (error) {
    process.stderr.write(`a healthy session was lost: ${error}\n`)
    return { turns, lost: true }
  }
}

/** Begins sessions evenly over some seconds, as a training room does. @returns how many were refused */
async function begun(url: string, sessions: number, over: number): Promise<number> {
  const openings = Array.from({ length: sessions }, async (_, index) => {
    await wait((index * over * 1000) / sessions)
    const client = new WireClient(url)
    const reply = await client.open().catch(() => null)
    client.close()
    return reply?.type === 'view' ? 0 : 1
  })
  return (await Promise.all(openings)).reduce<number>((sum, refused) => sum + refused, 0)
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      each: { type: 'string', default: '1000' },
      healthy: { type: 'string', default: '20' },
      sessions: { type: 'string', default: '200' },
      over: { type: 'string', default: '60' },
      patience: { type: 'string', default: '10' },
      lock: { type: 'string', default: '20' },
    },
  })
  const asked = Object.fromEntries(Object.entries(values).map(([name, v]) => [name, Number(v)]))
  const counts = await tortureAbuse(asked as Asked)
  console.log(JSON.stringify(counts))
  const { evicted, lost, refused, faults } = counts
  process.exitCode = evicted === counts.abusers && lost + refused + faults === 0 ? 0 : 1
}
