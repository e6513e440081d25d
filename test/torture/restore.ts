import { randomUUID } from 'node:crypto'
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { nodeCipher } from '../../server/node/cipher.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import type { View } from '../../server/protocol.ts'
import { Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'
import { Canaries } from './scan-canaries.ts'
import { copyFolder, filesOf } from './scan-copies.ts'
import { dumpOf } from './scan-dump.ts'
import { Needles } from './scan-needles.ts'
import { secretOfKey, unwrap } from './scan-reader.ts'
import { ScanClient } from './scan-walk.ts'

// npm run drill:restore -- [--times 5] [--clients 20]
// A service writes backups while clients take turns, and is killed. Another is started on a backup of it, with the keys
// it had: what was acknowledged before that backup began must be there, and whoever had gone on since must be told so.
// Without the keys nothing may start on it, without the key of its day nothing may open, and nothing typed may be in it.

const env = { MESSAGES_PER_SECOND: '100000' }

/** A few times a second. */
const often = '0.005'

const counts = {
  clients: 0,
  acknowledged: 0,
  backups: 0,
  restores: 0,
  /** Those who were told that they had seen more, and those of them who went on from what was restored. */
  rewound: 0,
  wentOn: 0,
  /** What was ended after the backup, and is there again, and what was begun after it, and is not. */
  cameBack: 0,
  notThere: 0,
  refusedWithoutKeys: 0,
  /** Keys of sessions that the key of the day opened, to show that the attack without it is one. */
  unwrappedWithKey: 0,
}
const wrong = {
  lost: 0,
  different: 0,
  untold: 0,
  openedByOthers: 0,
  startedWithoutKeys: 0,
  found: 0,
  unwrapped: 0,
  openedWithoutDay: 0,
  faults: 0,
}

type Seen = { revision: number; mark: string }

const seenOf = ({ revision, mark }: View): Seen => ({ revision, mark })

/** One conversation, and what had been acknowledged of it before the backup began. */
class Person {
  readonly client: ScanClient
  before: Seen = { revision: 0, mark: '' }

  constructor(url: string, canaries: Canaries) {
    this.client = new ScanClient(url, canaries)
  }

  get seen(): Seen {
    if (!this.client.view) throw new Error('a conversation could not be begun')
    return seenOf(this.client.view)
  }

  /** Takes turns for as long as the service answers. */
  async speak(): Promise<void> {
    const { client } = this
    try {
      for (;;) {
        if (client.view?.prompt.waits === 'leaving') await client.say({ type: 'back' })
        else await client.walk(1)
      }
    } catch {
      client.close()
    }
  }

  /** The same tab, come back to another service. */
  at(url: string): WireClient {
    const back = new WireClient(url)
    Object.assign(back.ring, this.client.ring)
    return back
  }
}

/** Does something with a service that is started on a folder for it, and ends it. */
async function withService(
  fill: (data: string) => void,
  more: Record<string, string>,
  work: (served: Served, started: boolean) => Promise<void>,
): Promise<void> {
  const served = await Served.prepare({ ...env, ...more })
  try {
    fill(served.data)
    const started = await served.start().then(
      () => true,
      () => false,
    )
    await work(served, started)
    wrong.faults += served.log.split('"kind":"fault"').length - 1
  } finally {
    await served.end()
  }
}

/** What somebody does who restores: the two files, in a folder of their own. */
const restored = (backup: string) => (data: string) => {
  for (const name of ['handrail.sqlite', 'clock.json'])
    copyFileSync(join(backup, name), join(data, name))
}

/** Everyone comes back to what was restored, with what they remember, and without. */
async function comeBack(url: string, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const back = person.at(url)
    const known = await back.open(null, { seen: person.before })
    if (known.type !== 'view') {
      process.stderr.write(`${JSON.stringify({ ...known, words: undefined })}\n`)
      wrong.lost += person.before.revision
      back.close()
      continue
    }
    const kept = known.view.revision
    if (kept < person.before.revision) wrong.different += 1
    const ahead = person.seen.revision > kept
    const told = await back.open(null, { seen: person.seen })
    if (ahead && told.type === 'rejected' && told.reason === 'rewound') counts.rewound += 1
    else if (ahead || told.type !== 'view') wrong.untold += 1
    const again = await back.open(null)
    if (again.type !== 'view' || again.view.revision !== kept) wrong.different += 1
    const next = await back.send({ type: 'danger', id: randomUUID(), revision: kept })
    if (next.type === 'view') counts.wentOn += 1
    back.close()
  }
}

/** Nothing that was typed, and no key, is in its bytes; and it opens by the key of the day alone. */
function attack(backup: string, people: readonly Person[], canaries: Canaries, keys: string): void {
  const needles = new Needles()
  const dayKeys = filesOf(keys).filter((file) => file.endsWith('.key'))
  for (const file of dayKeys) needles.addBytes('day key', readFileSync(file))
  for (const { client } of people) needles.addText('session', client.ring.session)
  const found = filesOf(backup).flatMap((file) => [
    ...canaries.needles.inFile(file),
    ...needles.inFile(file),
  ])
  const sessions = found.filter(({ what }) => what === 'session').length
  wrong.found += found.length - sessions
  if (sessions < people.length) throw new Error('what was searched is no backup of these sessions')

  const copy = mkdtempSync(join(tmpdir(), 'handrail-attack-'))
  restored(backup)(copy)
  const sql = openSqlite(join(copy, 'handrail.sqlite'))
  const { session: rows } = dumpOf(sql)
  sql.close()
  rmSync(copy, { recursive: true })
  const openedBy = (dayKey: Uint8Array) =>
    people.flatMap(({ client: { ring } }) =>
      rows
        .filter(({ id }) => id === ring.session)
        .flatMap((row) => unwrap(row, secretOfKey(ring.key), dayKey)),
    ).length
  for (const file of dayKeys) counts.unwrappedWithKey += openedBy(readFileSync(file))
  for (const guess of [new Uint8Array(), new Uint8Array(32), nodeCipher.random(32)])
    wrong.unwrapped += openedBy(guess)
}

/** Starts on a backup with no keys, with all but those of the days, and with these given up. */
async function withoutKeys(backup: string, people: readonly Person[], keys: string): Promise<void> {
  const none = mkdtempSync(join(tmpdir(), 'handrail-no-keys-'))
  const refused = (said: RegExp) => async (served: Served, started: boolean) => {
    if (started) wrong.startedWithoutKeys += 1
    else if (said.test(served.log)) counts.refusedWithoutKeys += 1
  }
  try {
    const KEY_DIR = join(none, 'keys')
    await withService(
      restored(backup),
      { KEY_DIR },
      refused(/^KEY_DIR: the keys .* mount it .*\.$/m),
    )
    const days = filesOf(keys).flatMap((file) => /(\d{4}-\d\d-\d\d)\.key$/.exec(file)?.[1] ?? [])
    cpSync(keys, KEY_DIR, { recursive: true, filter: (path) => !path.endsWith('.key') })
    await withService(restored(backup), { KEY_DIR }, refused(/^KEY_DIR: .* KEYS_LOST=.*\.$/m))
    const KEYS_LOST = days.join(',')
    await withService(restored(backup), { KEY_DIR, KEYS_LOST }, async ({ url }, started) => {
      if (!started) throw new Error('it did not start with the keys given up')
      for (const person of people) {
        const reply = await person.at(url).open(null)
        if (reply.type === 'view') wrong.openedWithoutDay += 1
      }
    })
  } finally {
    rmSync(none, { recursive: true })
  }
}

async function drill(clients: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-restore-'))
  const backup = join(folder, 'backup')
  const carried = join(folder, 'carried')
  const served = await Served.start({ ...env, BACKUP_DIR: backup, BACKUP_MINUTES: often })
  const keys = `${served.data}-keys`
  const canaries = new Canaries()
  const person = async () => {
    const one = new Person(served.url, canaries)
    await one.client.open()
    await one.client.walk(5)
    return one
  }
  const backups = () => served.log.split('"kind":"backup"').length - 1
  /** One that was under way may have begun before now; the one after it did not. */
  const written = async () => {
    for (const enough = backups() + 2; backups() < enough; ) {
      if (served.log.includes('"kind":"backup-failed"')) throw new Error(served.log)
      await pause(10)
    }
  }
  try {
    const people = await Promise.all(Array.from({ length: clients }, person))
    const [resting = await person(), ending = await person(), ...going] = people
    const speaking = going.map((one) => one.speak())
    for (const one of people) one.before = one.seen
    await written()
    copyFolder(backup, carried)

    const after = going.map((one) => one.seen.revision)
    const ended = await ending.client.ask({ type: 'end' })
    const late = await person()
    while (going.some((one, index) => one.seen.revision < (after[index] ?? 0) + 3)) await pause(10)
    await written()
    await served.kill('SIGKILL')
    await Promise.all(speaking)
    counts.clients += people.length
    counts.backups += backups()
    counts.acknowledged += people.reduce((sum, { before }) => sum + before.revision, 0)
    if (ended.type !== 'ended') throw new Error('a conversation could not be ended')

    for (const from of [carried, backup]) {
      await withService(restored(from), { KEY_DIR: keys }, async ({ url, log }, started) => {
        if (!started) throw new Error(log)
        counts.restores += 1
        await comeBack(url, [resting, ...going])
        const other = resting.at(url)
        other.ring.session = ending.client.ring.session
        if ((await other.open(null)).type === 'view') wrong.openedByOthers += 1
        if ((await ending.at(url).open(null)).type === 'view') counts.cameBack += 1
        if ((await late.at(url).open(null)).type === 'rejected') counts.notThere += 1
      })
    }
    attack(carried, people, canaries, keys)
    await withoutKeys(carried, people, keys)
  } finally {
    await served.end()
    rmSync(folder, { recursive: true })
  }
}

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '5' },
    clients: { type: 'string', default: '20' },
  },
})
for (let time = 0; time < Number(values.times); time += 1) {
  await drill(Number(values.clients))
  process.stderr.write(`${time + 1} restored, ${counts.acknowledged} turns\n`)
}
process.stdout.write(`${JSON.stringify({ ...counts, ...wrong })}\n`)
const came = counts.wentOn === (counts.clients - Number(values.times)) * 2
const attacked =
  counts.refusedWithoutKeys === Number(values.times) * 2 && counts.unwrappedWithKey > 0
const held = came && attacked && counts.rewound > 0
process.exitCode = held && Object.values(wrong).every((count) => count === 0) ? 0 : 1
