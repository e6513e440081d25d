import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { freePort, Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'
import type { HogLine } from './hog-line.ts'
import { type Hog, hogs } from './hogs.ts'
import { rowsIn } from './rows-in.ts'

/** The limits of a service whose deployer set none, behind a proxy that says where each comes from. */
const usual = { TRUST_PROXY: 'yes' }
const unlimited = { MESSAGES_PER_SECOND: '100000', ADDRESS_MB: '100000', TENANT_MB: '100000' }

/** As little as an address may keep, so that it is seen to end. */
const little = { ADDRESS_MB: '16' }

/** What one attack came to: what another person met meanwhile, and what is left of it afterwards. */
type Came = {
  turns: number
  refused: number
  /** How long a turn took, in milliseconds: at the median and for the slowest hundredth, without and with the attack. */
  quiet: [number, number]
  during: [number, number]
  worst: number
  /** What the attack asked for a second, and how much of that was refused. */
  rate: number
  denied: Record<string, number>
  sockets: number
  rows: number
}

/** Lets one attack loose from one address while a person at another goes on with their conversation. */
export async function hogged(hog: Hog, turns: number): Promise<Came> {
  const metrics = await freePort()
  const served = await Served.prepare({ ...usual, METRICS_PORT: String(metrics) })
  try {
    await served.start({ env: unlimited })
    const lines = await hog.prepare(served.url)
    for (const { client } of lines) client.close()
    await served.kill('SIGTERM')
    await served.start({ env: little })
    const person = new WireClient(served.url, { forwarded: '203.0.113.7' })
    await person.open()
    const quiet = await converse(person, turns)
    const other = new WireClient(served.url, { forwarded: '203.0.113.7' })
    await other.open()
    const going = { on: true }
    for (const line of lines) line.asked = 0
    const began = performance.now()
    const attack = hog.attack(lines, going, served.url)
    const during = await converse(other, turns)
    const seconds = (performance.now() - began) / 1000
    const asked = sum(lines.map((line) => line.asked))
    going.on = false
    await attack
    const denied = merged(lines)
    person.close()
    other.close()
    await tidied(served, lines, [person, other])
    return {
      turns: during.times.length,
      refused: quiet.refused + during.refused,
      quiet: [at(quiet.times, 0.5), at(quiet.times, 0.99)],
      during: [at(during.times, 0.5), at(during.times, 0.99)],
      worst: at(during.times, 1),
      rate: Math.round(asked / seconds),
      denied,
      sockets: await socketsOf(metrics),
      rows: await rowsLeft(served),
    }
  } finally {
    await served.end()
  }
}

/** Says one thing after another, as fast as the usual limits let one person. */
async function converse(client: WireClient, turns: number) {
  const times: number[] = []
  let refused = 0
  for (let turn = 0; turn < turns; turn += 1) {
    const deed =
      client.view?.prompt.waits === 'question' && client.view.prompt.question.id === 'danger'
        ? { type: 'answer', question: 'danger', value: 'no' }
        : { type: 'back' }
    const began = performance.now()
    const message = { ...deed, id: randomUUID(), revision: client.view?.revision ?? 0 }
    const reply = await client.send(message)
    times.push(performance.now() - began)
    if (reply.type !== 'view') refused += 1
    await wait(30)
  }
  return { times, refused }
}

/** Has everybody end what they began, with the limits out of the way, so that whatever is left is left over. */
async function tidied(served: Served, lines: readonly HogLine[], others: readonly WireClient[]) {
  await served.kill('SIGTERM')
  await served.start({ env: { ...unlimited } })
  for (const client of [...lines.map((line) => line.client), ...others]) {
    const reply = await client.open(null)
    if (reply.type === 'view') await client.send({ type: 'end', id: randomUUID() })
    client.close()
  }
}

async function socketsOf(metrics: number): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const text = await (await fetch(`http://127.0.0.1:${metrics}/`)).text()
    const sockets = Number(/^handrail_connections (\d+)$/m.exec(text)?.[1])
    if (sockets === 0 || tries > 50) return sockets
    await wait(100)
  }
}

async function rowsLeft(served: Served): Promise<number> {
  await served.kill('SIGTERM')
  return rowsIn(served.data)
}

const at = (times: number[], share: number): number => {
  const sorted = times.toSorted((a, b) => a - b)
  const one = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return Math.round(one * 10) / 10
}
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

function merged(lines: readonly HogLine[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { refused } of lines)
    for (const [reason, n] of Object.entries(refused)) all[reason] = (all[reason] ?? 0) + n
  return all
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      turns: { type: 'string', default: '200' },
      only: { type: 'string', default: '' },
    },
  })
  const counts: Record<string, Came> = {}
  for (const [name, hog] of Object.entries(hogs)) {
    if (!name.includes(values.only)) continue
    counts[name] = await hogged(hog, Number(values.turns))
    process.stderr.write(`${name}: ${JSON.stringify(counts[name])}\n`)
  }
  const held = Object.values(counts).every(
    ({ refused, quiet, during, sockets, rows }) =>
      refused + sockets + rows === 0 && during[1] <= 5 * quiet[1],
  )
  console.log(JSON.stringify({ held, ...counts }))
  process.exitCode = held ? 0 : 1
}
