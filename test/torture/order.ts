import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openSqlite } from '../../server/node/sqlite.ts'
import { openStore } from '../../server/store.ts'
import { Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'
import { judgeOrder, type Turn } from './order-judge.ts'
import { readTrace } from './order-trace.ts'

const traced = 'write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync'

/** How many turns one process takes, so that its log is never folded into the file and begun again. */
const turnsOfOne = 2_000

/** Whether the machine can show the calls of a process. */
export const canTrace = () => spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

/** Has clients take turns with a service whose calls are traced, and counts acknowledgements that left early. */
export async function tortureOrder({ turns, clients }: { turns: number; clients: number }) {
  const total = { acknowledgements: 0, early: 0, unmapped: 0, syncs: 0 }
  while (total.acknowledgements < turns) {
    const asked = Math.min(turnsOfOne, turns - total.acknowledgements)
    const counts = await oneLife(Math.ceil(asked / clients), clients)
    total.acknowledgements += counts.acknowledgements
    total.early += counts.early
    total.unmapped += counts.unmapped
    total.syncs += counts.syncs
    process.stderr.write(`${JSON.stringify(total)}\n`)
    if (counts.acknowledgements === 0) break
  }
  return total
}

async function oneLife(each: number, clients: number) {
  const served = await Served.prepare()
  const file = `${served.data}.trace`
  try {
    await served.start({
      env: { MESSAGES_PER_SECOND: '1000000', SWEEP_SECONDS: '0.5' },
      // As a grandchild, so that the process that is killed is the service itself.
      under: ['strace', '-D', '-f', '-y', '-s', '96', '-o', file, '-e', `trace=${traced}`],
    })
    const fleet = Array.from({ length: clients }, () => new WireClient(served.url))
    await Promise.all(fleet.map((client, index) => taking(client, index, each)))
    await served.kill()
    const ended = new RegExp(`^${served.pid} +\\+\\+\\+ `, 'm')
    while (!ended.test(readFileSync(file, 'latin1').slice(-1000))) await wait(50)
    const log = join(served.data, 'handrail.sqlite-wal')
    const trace = readTrace(file, log)
    const bytes = readFileSync(log)
    const counts = judgeOrder(trace, bytes, keptTurns(served.data, fleet))
    return { ...counts, syncs: trace.syncs.length }
  } finally {
    if (existsSync(file)) rmSync(file)
    await served.end()
  }
}

async function taking(client: WireClient, index: number, turns: number): Promise<void> {
  await client.open()
  for (let revision = 0; revision < turns; revision += 1) {
    const id = `${index}-${revision + 1}`
    const deed =
      revision % 2 === 0 ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' }
    const reply = await client.send({ ...deed, id, revision })
    if (reply.type !== 'view') throw new Error(`a turn was refused: ${JSON.stringify(reply)}`)
  }
  client.close()
}

/** Every turn of the file, in the order they were written, under the id it was said with. */
function keptTurns(folder: string, fleet: readonly WireClient[]): Turn[] {
  const sql = openSqlite(join(folder, 'handrail.sqlite'))
  const store = openStore(sql)
  const clients = new Map(fleet.map(({ ring }, i) => [store.session(ring.session)?.row ?? 0, i]))
  const said = fleet.map(() => 0)
  const rows = sql.all<{ session: number; sealed: Uint8Array }>(
    'select session, sealed from event order by rowid',
  )
  sql.close()
  return rows.map(({ session, sealed }) => {
    const index = clients.get(session) ?? 0
    said[index] = (said[index] ?? 0) + 1
    return { id: `${index}-${said[index]}`, sealed }
  })
}

if (import.meta.main) {
  if (!canTrace()) throw new Error('strace is needed: apt-get install strace')
  const { values } = parseArgs({
    options: {
      turns: { type: 'string', default: '10000' },
      clients: { type: 'string', default: '8' },
    },
  })
  const counts = await tortureOrder({
    turns: Number(values.turns),
    clients: Number(values.clients),
  })
  const whole = counts.acknowledgements >= Number(values.turns)
  console.log(JSON.stringify(counts))
  process.exitCode = whole && counts.early === 0 && counts.unmapped === 0 ? 0 : 1
}
