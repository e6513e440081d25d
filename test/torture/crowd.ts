import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { freePort, Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'
import { type Crowd, type CrowdName, crowds } from './crowds.ts'

/** How many loops of one attack run at once, all from one address. */
const loops = 24

/** Takes turns as a person at another address while each attack goes on, and looks at what is left over. */
export async function tortureCrowd({
  turns,
  names = Object.keys(crowds) as CrowdName[],
}: {
  turns: number
  names?: readonly CrowdName[]
}) {
  const calm = await beside(null, turns)
  const attacks: (Awaited<ReturnType<typeof beside>> & { name: string; calm: number })[] = []
  for (const name of names) {
    const one = { name, calm: calm.p99, ...(await beside(crowds[name], turns)) }
    process.stderr.write(`${JSON.stringify(one)}\n`)
    attacks.push(one)
  }
  const sum = (of: (one: (typeof attacks)[number]) => number) =>
    attacks.reduce((all, one) => all + of(one), 0)
  return {
    attacks,
    turns: sum(({ taken }) => taken),
    refused: sum(({ refused }) => refused),
    left: sum(({ left }) => left),
    worst: Math.max(...attacks.map(({ p99 }) => p99 / calm.p99)),
  }
}

/** One attack on a service of its own. Times are in milliseconds, what the attack asked for a second. */
async function beside(
  attack: ((crowd: Crowd, port: number) => Promise<unknown>) | null,
  turns: number,
) {
  const metricsPort = await freePort()
  const served = await Served.start({
    MOST_CONNECTIONS: '150',
    METRICS_PORT: String(metricsPort),
    PATIENCE_SECONDS: '5',
  })
  const counted = async (name: string) => {
    const counts = await (await fetch(`http://127.0.0.1:${metricsPort}/`)).text()
    return Number(new RegExp(`^handrail_${name}(?:\\{.*\\})? (\\d+)$`, 'm').exec(counts)?.[1] ?? 0)
  }
  const crowd: Crowd = { on: true, asked: 0, held: new Set() }
  const going = Array.from({ length: attack ? loops : 0 }, async () => {
    while (crowd.on) await attack?.(crowd, served.port).catch(() => wait(50))
  })
  const began = performance.now()
  try {
    if (attack) await wait(2_000)
    const walk = await person(served.url, turns)
    const held = await counted('sockets')
    const letThrough = await counted('turns_total')
    const seconds = (performance.now() - began) / 1000
    crowd.on = false
    await Promise.all(going)
    for (const socket of crowd.held) socket.destroy()
    while ((await counted('sockets')) > 0 && performance.now() - began < 300_000) await wait(100)
    return {
      ...walk,
      asked: Math.round(crowd.asked / seconds),
      through: Math.round((letThrough - walk.taken) / seconds),
      held,
      left: await counted('sockets'),
    }
  } finally {
    crowd.on = false
    await served.end()
  }
}

/** A person at another address: begins, has a code made, takes turns, and begins again. */
async function person(url: string, turns: number) {
  const times: number[] = []
  let refused = 0
  const client = new WireClient(url, { from: '127.0.0.2' })
  const timed = async (reply: Promise<{ type: string }>) => {
    const began = performance.now()
    const { type } = await reply.catch(() => ({ type: 'lost' }))
    times.push(performance.now() - began)
    if (type === 'rejected' || type === 'lost') refused += 1
  }
  const opening = await client.open().catch(() => null)
  const code = await client.send({ type: 'code', id: 'c' }).catch(() => null)
  refused += (opening?.type === 'view' ? 0 : 1) + (code?.type === 'code' ? 0 : 1)
  for (let revision = 0; revision < turns; revision += 1) {
    const deed =
      revision % 2 === 0 ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' }
    await timed(client.send({ ...deed, id: randomUUID(), revision }))
    await wait(20)
  }
  client.close()
  const again = await client.open(null).catch(() => null)
  refused += again?.type === 'view' ? 0 : 1
  client.close()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.floor(times.length * share)] ?? 0) * 10) / 10
  return { taken: times.length, refused, median: at(0.5), p99: at(0.99) }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { turns: { type: 'string', default: '200' } } })
  const counts = await tortureCrowd({ turns: Number(values.turns) })
  console.log(JSON.stringify(counts))
  process.exitCode = counts.refused + counts.left === 0 && counts.worst <= 5 ? 0 : 1
}
