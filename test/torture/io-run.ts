import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { nodeCipher } from '../../server/node/cipher.ts'
import { keyFiles } from '../../server/node/key-files.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import { Served } from '../support/served.ts'
import { Client, HandClock, service } from '../support/service.ts'
import { IoClient } from './io-client.ts'
import type { FaultKind, Shim } from './io-shim.ts'

/** What came of one spoilt call. */
type Ending =
  /** It never began, and said so. */
  | 'not-started'
  /** Everyone was told and it ended with a code other than zero. */
  | 'stopped'
  /** It went on, with nothing lost. */
  | 'went-on'
  /** It ended, or did not begin, in a way that it should not. */
  | 'badly'

export type Run = {
  fired: string | null
  ending: Ending
  falseAcknowledgements: number
  silent: number
  log: string
}

const env = {
  MESSAGES_PER_SECOND: '1000000',
  SWEEP_SECONDS: '0.1',
}

/** How many turns each client takes after the spoilt call, to see whether the service goes on. */
const after = 12
const most = 600

const sentence = /^[A-Z_]+: .*could not be opened \(.*\)\.$/m

/** Has clients take turns while the nth write or sync fails. */
export async function spoiltTurns(shim: Shim, kind: FaultKind, nth: number): Promise<Run> {
  const served = await Served.prepare()
  const spoilt = shim.spoil(served.data, kind, nth)
  spoilt.arm()
  const clients = [0, 1].map(() => new IoClient(served.url))
  const taking = async (client: IoClient) => {
    let going = await client.begin()
    for (let turn = 0, left = after; going && left > 0 && turn < most; turn += 1) {
      going = await client.turn(
        turn % 2 === 0 ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' },
      )
      if (spoilt.fired() !== null) left -= 1
    }
  }
  return settled(served, spoilt.fired, clients, async () => {
    await served.start({ env: { ...env, ...spoilt.env } })
    await Promise.all(clients.map(taking))
  })
}

/**
 * Has many clients say much in one round, more than the page cache holds, while the nth write or sync of
 * that round fails: some of it is written before its turn to be committed has come.
 */
export async function spoiltRound(shim: Shim, kind: FaultKind, nth: number): Promise<Run> {
  const served = await Served.prepare()
  const spoilt = shim.spoil(served.data, kind, nth)
  const clients = Array.from({ length: 300 }, () => new IoClient(served.url))
  const before = [
    { type: 'answer', question: 'danger', value: 'no' },
    { type: 'answer', question: 'role', value: 'lead' },
    { type: 'answer', question: 'practitioner', value: { name: 'A. Practitioner' } },
  ]
  return settled(served, spoilt.fired, clients, async () => {
    await served.start({ env: { ...env, SWEEP_SECONDS: '60', ...spoilt.env } })
    await Promise.all(clients.map((client) => client.begin()))
    for (const deed of before) await Promise.all(clients.map((client) => client.turn(deed)))
    process.kill(served.pid, 'SIGSTOP')
    spoilt.arm()
    const words = '–'.repeat(2_400)
    const said = clients.map((client) =>
      client.turn({ type: 'answer', question: 'concern', value: { words } }),
    )
    await wait(200)
    process.kill(served.pid, 'SIGCONT')
    await Promise.all(said)
  })
}

/** Does it, and sees what came of it and what is on the disk. */
async function settled(
  served: Served,
  fired: () => string | null,
  clients: readonly IoClient[],
  work: () => Promise<void>,
): Promise<Run> {
  try {
    const started = await work().then(
      () => true,
      () => false,
    )
    const told = clients.some(({ told }) => told !== 'answered')
    // Long enough for a stop to wait for those who do not hang up.
    for (let waited = 0; told && served.exitCode === null && waited < 150_000; waited += 20) {
      await wait(20)
    }
    const code = served.exitCode
    await served.kill()
    for (const { wire } of clients) wire.close()
    const orderly = !/^\s+at /m.test(served.log) && !served.log.includes('"kind":"fault"')
    let ending: Ending = 'badly'
    if (!started && code === 1 && sentence.test(served.log)) ending = 'not-started'
    else if (started && told && code === 1 && orderly) ending = 'stopped'
    else if (started && !told && code === null && orderly) ending = 'went-on'
    return {
      fired: fired(),
      ending,
      falseAcknowledgements: lostOf(served.data, clients),
      silent: clients.filter(({ told }) => told === 'silence').length,
      log: served.log,
    }
  } finally {
    await served.end()
  }
}

/** Counts the clients whose record, opened anew from the disk, is not what was acknowledged to them. */
function lostOf(data: string, clients: readonly IoClient[]): number {
  const acknowledged = clients.filter((client) => client.acknowledged >= 0)
  if (acknowledged.length === 0) return 0
  const clock = new HandClock()
  clock.pass(Date.now() - clock.now())
  const sql = openSqlite(join(data, 'handrail.sqlite'))
  try {
    const over = service({ sql, clock, dayKeys: dayKeysIn(`${data}-keys`) })
    return acknowledged.filter((client) => {
      const again = new Client(over, client.wire.ring)
      const reply = again.open(null)
      const revision = reply.type === 'view' ? reply.view.revision : -1
      return revision < client.acknowledged || revision > client.acknowledged + 1
    }).length
  } finally {
    sql.close()
  }
}

const dayKeysIn = (folder: string) => ({ held: new Map(), ...keyFiles(folder, nodeCipher) })
