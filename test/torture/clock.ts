import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openSqlite } from '../../server/node/sqlite.ts'
import { WireClient } from '../support/wire-client.ts'
import { fastService } from './fast-service.ts'
import { chance, oneOf } from './random-deed.ts'
import { canMoveWall, Wall } from './wall.ts'

/**
 * `npm run torture:clock -- --times 200`: the wall clock is moved by ten years, back and forth, while
 * sessions run, with and without a restart. A session lives as long as was promised, and no longer.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '200' } } })
const times = Number(values.times)

/** How long a session is kept, and how near to that moment nothing is claimed, in milliseconds. */
const kept = 10_000
const near = 1_000
/** How many sessions are begun at each move of the clock. */
const begun = 4

/** One session, and the true times between which it was begun. */
type Lived = { client: WireClient; from: number; to: number }

if (!canMoveWall()) {
  process.stderr.write('The wall clock cannot be moved here: install Debian’s faketime.\n')
  process.exit(1)
}

const counts = { sessions: 0, restarts: 0, opened: 0, refused: 0 }
/** What must not be: sessions that open after their time, that do not before it, and rows left over. */
const wrong = { revived: 0, killed_early: 0, not_erased: 0, lost: 0 }
/** Moves of the clock that the service showed no sign of: then nothing was tried. */
let unmoved = 0

const began = performance.now()
const wall = new Wall()
const served = await fastService({
  ...wall.env,
  RETENTION_HOURS: String(kept / 3_600_000),
  SWEEP_SECONDS: '0.1',
})
let living: Lived[] = []
const dead: WireClient[] = []

async function begin(): Promise<void> {
  const client = new WireClient(served.url)
  const from = performance.now()
  await client.open()
  await client.send({ type: 'answer', id: 'only', revision: 0, question: 'danger', value: 'no' })
  living.push({ client, from, to: performance.now() })
  client.close()
  counts.sessions += 1
}

/** Opens a session again. @returns the revision it is at, or the reason for the refusal */
async function look(client: WireClient): Promise<number | string> {
  const reply = await client.open(null)
  client.close()
  if (reply.type === 'view') return reply.view.revision
  return reply.type === 'rejected' ? reply.reason : reply.type
}

async function lookAtTheLiving(): Promise<void> {
  const still: Lived[] = []
  for (const one of living) {
    const asked = performance.now()
    const found = await look(one.client)
    const told = performance.now()
    const opens = typeof found === 'number'
    counts[opens ? 'opened' : 'refused'] += 1
    if (told < one.from + kept - near && !opens) wrong.killed_early += 1
    if (asked > one.to + kept + near && opens) wrong.revived += 1
    if (opens && found !== 1) wrong.lost += 1
    if (opens) still.push(one)
    else dead.push(one.client)
  }
  living = still
}

/** What is over is gone without a trace: the service does not know that it ever was. */
async function lookAtTheDead(clients: readonly WireClient[]): Promise<void> {
  for (const client of clients) {
    const found = await look(client)
    if (typeof found === 'number') wrong.revived += 1
    else if (found !== 'unknown-session') wrong.not_erased += 1
  }
}

/** Whether the service's own wall shows the year it was moved to. */
async function showsYear(years: number): Promise<boolean> {
  const { headers } = await fetch(`${served.url}/healthz`)
  const shown = new Date(headers.get('date') ?? '').getFullYear() - new Date().getFullYear()
  return Math.abs(shown - years) <= 1
}

for (let time = 1; time <= times; time += 1) {
  for (let count = 0; count < begun; count += 1) await begin()
  const years = oneOf([10, -10, 0]) ?? 0
  if (chance(0.4)) {
    await served.kill(chance(0.5) ? 'SIGKILL' : 'SIGTERM')
    wall.move(years)
    await served.start()
    counts.restarts += 1
  } else wall.move(years)
  await pause(1_100)
  if (!(await showsYear(years))) unmoved += 1
  await lookAtTheLiving()
  await lookAtTheDead(dead.slice(-begun * 3))
  if (time % 20 === 0) process.stderr.write(`${time} moves, ${JSON.stringify(wrong)}\n`)
}
for (const years of [-10, 10]) {
  wall.move(years)
  await pause(kept + near)
  await lookAtTheLiving()
  await lookAtTheDead(dead)
}
await served.kill('SIGTERM')
const store = openSqlite(join(served.data, 'handrail.sqlite'))
wrong.not_erased += store.all('select row from session').length
wrong.not_erased += store.all('select session from event').length
store.close()
await served.end()
wall.end()
const seconds = Math.round((performance.now() - began) / 1000)
const by = 'libfaketime'
process.stdout.write(`${JSON.stringify({ times, by, ...counts, ...wrong, unmoved, seconds })}\n`)
const bad = Object.values(wrong).some((count) => count > 0) || unmoved > 0
process.exitCode = bad || counts.opened === 0 || counts.refused === 0 ? 1 : 0
