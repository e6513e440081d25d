import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'
import { type Chance, chance, misframed, schemaInvalid, unreadable } from './fuzz-frames.ts'
import { fuzzSchedules } from './fuzz-schedules.ts'
import { FuzzSender } from './fuzz-sender.ts'
import { frame, frames } from './raw-socket.ts'

/** How many frames go before their replies are read; of the malformed, one more ends the connection. */
const batch = 100

/** How much the memory of the service may grow once it is warm, in MB, whatever is sent. */
const growthLimit = 128

/** Sends the service what it should not get, while one client goes on with its conversation. */
export async function fuzzWire(each: number, seed: number) {
  const served = await Served.start({
    MESSAGES_PER_SECOND: '1000000',
    LOCK_MINUTES: '60',
    PATIENCE_SECONDS: '600',
  })
  const counts = { malformed: 0, misframed: 0, schemaInvalid: 0, silent: 0, unexpected: 0 }
  const going = { on: true }
  const healthy = converse(served.url, going)
  const memory = watchMemory(
    served.pid,
    () => (counts.malformed + counts.schemaInvalid) / each > 0.2,
  )

  const sending = async (kind: 'malformed' | 'schemaInvalid', next: Chance) => {
    const sender = new FuzzSender(served.port, kind === 'schemaInvalid')
    while (counts[kind] < each) {
      const size = Math.min(batch, each - counts[kind])
      counts[kind] += size
      const ends = kind === 'malformed'
      if (ends) counts.misframed += 1
      const made = Array.from({ length: size - (ends ? 1 : 0) }, () =>
        ends ? unreadable(next) : frame(frames.text, schemaInvalid(next)),
      )
      await sender.send(made, ends ? misframed(next) : null)
      if (counts[kind] % 50_000 === 0) process.stderr.write(`${counts[kind]} ${kind}\n`)
    }
    sender.close()
    counts.silent += sender.silent
    counts.unexpected += sender.unexpected
  }
  try {
    const senders = [0, 1, 2, 3].map((index) =>
      sending(index % 2 === 0 ? 'malformed' : 'schemaInvalid', chance(seed + index)),
    )
    await Promise.all(senders)
    going.on = false
    const { turns, lost } = await healthy
    return {
      ...counts,
      turns,
      lost,
      grownMb: memory.end(),
      crashes: served.exitCode === null ? 0 : 1,
      faults: served.log.split('"kind":"fault"').length - 1,
    }
  } finally {
    await served.end()
  }
}

/** How many turns the healthy client takes in one session, which may not be longer than a record may. */
const sessionTurns = 500

/** Takes turns for as long as it is asked to, and counts what was refused, or acknowledged and is not there. */
async function converse(url: string, going: { on: boolean }) {
  const all = { turns: 0, lost: 0 }
  while (going.on && all.lost === 0) {
    const { turns, lost } = await oneSession(new WireClient(url), going)
    all.turns += turns
    all.lost += lost
  }
  return all
}

async function oneSession(client: WireClient, going: { on: boolean }) {
  let turns = 0
  try {
    await client.open()
    while (going.on && turns < sessionTurns) {
      const deed =
        turns % 2 === 0 ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' }
      const reply = await client.send({ ...deed, id: `h${turns}`, revision: turns })
      if (reply.type !== 'view') return { turns, lost: 1 }
      turns += 1
      await wait(20)
    }
    await client.open(null)
    return { turns, lost: turns - (client.view?.revision ?? 0) }
  } catch {
    return { turns, lost: 1 }
  } finally {
    client.close()
  }
}

/** Follows the memory of a process. `end` gives how much its most was above what it was once warm, in MB. */
function watchMemory(pid: number, warm: () => boolean) {
  const now = () => {
    const [, pages = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number)
    return (pages * 4096) / 2 ** 20
  }
  let base = 0
  let most = 0
  const look = () => {
    if (base === 0 && warm()) base = now()
    if (base > 0) most = Math.max(most, now())
  }
  const timer = setInterval(look, 500)
  return {
    end(): number {
      look()
      clearInterval(timer)
      return Math.round(most - base)
    },
  }
}

/** Whether nothing in the counts is as it should not be. */
export const unharmed = (counts: Awaited<ReturnType<typeof fuzzWire>>): boolean =>
  counts.silent + counts.unexpected + counts.lost + counts.crashes + counts.faults === 0 &&
  counts.turns > 0 &&
  counts.grownMb <= growthLimit

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      frames: { type: 'string', default: '1000000' },
      schedules: { type: 'string', default: '10000' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    },
  })
  const seed = Number(values.seed)
  process.stderr.write(`--seed ${seed}\n`)
  const pairs = fuzzSchedules(Number(values.schedules), seed)
  process.stderr.write(`${JSON.stringify(pairs)}\n`)
  const counts = await fuzzWire(Number(values.frames), seed)
  console.log(JSON.stringify({ seed, ...pairs, ...counts }))
  process.exitCode = unharmed(counts) ? 0 : 1
}
