import { parseArgs } from 'node:util'
import { nodeCipher } from '../../server/node/cipher.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import type { ServerMessage, View } from '../../server/protocol.ts'
import type { Sql } from '../../server/sql.ts'
import { Client, HandClock, handKeys, service } from '../support/service.ts'
import { type Dump, dumpOf, putBack } from './scan-dump.ts'
import { harms } from './scan-harms.ts'
import { readRecord, secretOfCode, secretOfKey, unwrap } from './scan-reader.ts'

// npm run scan:shred -- [--sessions 6] [--bits 1]
// Does every harm to a copy of the store that its shapes allow, and opens each by key and by code, by a
// client that remembers what it saw and by one that does not. A person must be told, or see the truth. Each is
// also read by the cryptography alone, without the service: that has to notice it too, whatever the service says.
// Then lets the day of the key be over, and tries every token ever given on every copy, both ways.

const hour = 3_600_000

/** What a person may be told of a record that came to harm. */
const told = [
  'damaged',
  'rewound',
  'wrong-key',
  'unknown-session',
  'expired',
  'no-key',
  'wrong-code',
]

/** @param every of this many bytes, one is harmed; of the first session's, all bits where it is 1 */
export async function scanShred({
  sessions,
  bits,
  every = 1,
}: {
  sessions: number
  bits: number
  every?: number
}) {
  const clock = new HandClock()
  const dayKeys = handKeys()
  const sql = openSqlite(':memory:')
  const over = service({ sql, clock, dayKeys })
  const walked: Walked[] = []
  for (let index = 0; index < sessions; index += 1) walked.push(await walkedSession(over, index))
  const dump = dumpOf(sql)
  const counts = { sessions, harms: 0, told: 0, same: 0, undetected: {} as Record<string, number> }
  const failed = { differs: 0, faults: 0, unseen: 0 }
  const byHand = { noticed: 0, harmless: 0 }
  const [dayKey = new Uint8Array()] = dayKeys.held.values()
  const truths = new Map(walked.map((one) => [one, readByHand(dump, one, dayKey)]))

  for (const { name, dump: harmed, allowed } of harms(dump, bits, every)) {
    counts.harms += 1
    const copy = openSqlite(':memory:')
    // Another pack by now, where the harm is to the one that was kept.
    const again = service({
      sql: copy,
      clock,
      dayKeys,
      ...(name === 'change pack' && { packs: [] }),
    })
    putBack(copy, harmed)
    for (const one of walked) {
      const read = readByHand(harmed, one, dayKey)
      const truth = truths.get(one)
      const cut = allowed === 'forgotten' && truth?.startsWith(read ?? '')
      if (read === null) byHand.noticed += 1
      else if (read === truth || cut) byHand.harmless += 1
      else failed.unseen += 1
      for (const seen of [one.seen, undefined]) {
        const client = new Client(again, one.ring)
        const reply = client.open(null, seen ? { seen } : {})
        judge(name, reply, one, seen !== undefined, allowed)
        client.leave()
        again.sessions.forget(one.ring.session)
      }
    }
    failed.faults += again.logged.filter(({ kind }) => kind === 'fault').length
    copy.close()
  }

  function judge(
    name: string,
    reply: ServerMessage,
    one: Walked,
    remembers: boolean,
    allowed: 'never' | 'forgotten',
  ) {
    if (reply.type === 'rejected') {
      if (told.includes(reply.reason)) counts.told += 1
      else {
        failed.faults += 1
        process.stderr.write(`${name}: ${reply.reason}\n`)
      }
    } else if (reply.type === 'view' && sameView(reply.view, one.view)) counts.same += 1
    else if (allowed === 'forgotten' && !remembers) {
      counts.undetected[name] = (counts.undetected[name] ?? 0) + 1
    } else {
      failed.differs += 1
      process.stderr.write(`${name}: another view than the truth\n`)
    }
  }

  const shredded = await afterItsDay(dump, walked, clock, dayKeys)
  // What cannot be read unharmed either would have noticed nothing.
  failed.unseen += [...truths.values()].filter((truth) => truth === null).length
  return { ...counts, byHand, ...shredded, ...failed }
}

type Walked = {
  ring: { session: string; key: string }
  keys: string[]
  code: string
  view: View
  seen: { revision: number; mark: string }
}

/** What the cryptography alone makes of a session's record, or `null` where it notices something. */
function readByHand(dump: Dump, { ring }: Walked, dayKey: Uint8Array): string | null {
  const row = dump.session.find(({ id }) => id === ring.session)
  const [dataKey] = row ? unwrap(row, secretOfKey(ring.key), dayKey) : []
  const read = row && dataKey ? readRecord(dump, row, dataKey) : 'noticed'
  return read === 'noticed' ? null : read.join('\n')
}

/** How many of everything that clients were ever given opens a session's key, with this in the place of the day's. */
function unwrappedBy(dump: Dump, walked: readonly Walked[], dayKey: Uint8Array): number {
  return walked.reduce((sum, { ring, keys, code }) => {
    const row = dump.session.find(({ id }) => id === ring.session) ?? {}
    const secrets = [...keys.map(secretOfKey), secretOfCode(code, ring.session)]
    return sum + secrets.flatMap((secret) => unwrap(row, secret, dayKey)).length
  }, 0)
}

/** A session with some answers, every kind of way in, and a note of how long it is. */
async function walkedSession(over: ReturnType<typeof service>, index: number): Promise<Walked> {
  const client = new Client(over)
  client.open('southwark', { mode: index % 2 === 0 ? 'live' : 'rehearsal' })
  client.answer('danger', 'no')
  client.answer('role', index % 2 === 0 ? 'lead' : 'school')
  client.answer('practitioner', { name: `Practitioner ${index}` })
  const code = await client.slowly({ type: 'code' })
  over.clock.pass(hour / 6)
  over.sweep()
  client.open(null)
  client.answer('concern', `A worry in plain words, number ${index}.`)
  const first = client.ring.key
  const next = new Client(over).ring.key
  client.open(null, { next })
  const { view } = client
  if (!view || code.type !== 'code') throw new Error('a session could not be walked')
  const seen = { revision: view.revision, mark: view.mark }
  return { ring: client.ring, keys: [first, next], code: code.code, view, seen }
}

/** Whether two views show the same record. The time of deletion is said by the clock, and is not of it. */
function sameView(one: View, other: View): boolean {
  const shown = ({ about: _, ...view }: View) => JSON.stringify(view)
  return shown(one) === shown(other)
}

/** Moves on until the day's key is destroyed by the sweep, and tries everything on the copy from before. */
async function afterItsDay(
  dump: Dump,
  walked: Walked[],
  clock: HandClock,
  dayKeys: ReturnType<typeof handKeys>,
) {
  const tried = { tokens: 0, opened: 0, openedBefore: 0, unwrapped: 0, unwrappedBefore: 0 }
  const [dayKey = new Uint8Array()] = [...dayKeys.held.values()].map((key) => key.slice())
  tried.unwrappedBefore = unwrappedBy(dump, walked, dayKey)
  const tryAll = async (): Promise<number> => {
    let opened = 0
    for (const { ring, keys, code } of walked) {
      const copy: Sql & { close(): void } = openSqlite(':memory:')
      // The clock of a thief stands still.
      const thief = service({ sql: copy, clock: new HandClock(), dayKeys })
      putBack(copy, dump)
      for (const key of keys) {
        tried.tokens += 1
        if (new Client(thief, { ...ring, key }).open(null).type === 'view') opened += 1
      }
      tried.tokens += 1
      const byCode = await new Client(thief, { ...ring, key: new Client(thief).ring.key }).slowly({
        type: 'open',
        session: ring.session,
        key: new Client(thief).ring.key,
        code,
      })
      if (byCode.type === 'view') opened += 1
      copy.close()
    }
    return opened
  }
  tried.openedBefore = await tryAll()
  const sweeping = service({ sql: openSqlite(':memory:'), clock, dayKeys })
  putBack(sweeping.sql, dump)
  clock.pass(72 * hour)
  sweeping.sweep()
  const keysWhileItsDayLasts = dayKeys.held.size
  clock.pass(24 * hour)
  sweeping.sweep()
  tried.opened = await tryAll()
  const guesses = [0, 32].map((length) => new Uint8Array(length))
  const left = [...guesses, nodeCipher.random(32), ...dayKeys.held.values()]
  for (const guess of left) tried.unwrapped += unwrappedBy(dump, walked, guess)
  const rows = sweeping.sql.all(
    `select (select count(*) from event) + (select count(*) from session) as n`,
  )
  return {
    ...tried,
    keysWhileItsDayLasts,
    dayKeysLeft: dayKeys.held.size,
    rowsLeft: Number(rows[0]?.n),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '6' },
      bits: { type: 'string', default: '1' },
    },
  })
  const counts = await scanShred({ sessions: Number(values.sessions), bits: Number(values.bits) })
  process.stdout.write(`${JSON.stringify(counts)}\n`)
  const { differs, faults, unseen, opened, unwrapped, dayKeysLeft } = counts
  const none = differs + faults + unseen + opened + unwrapped + dayKeysLeft === 0
  const well = none && counts.openedBefore > 0 && counts.unwrappedBefore > 0
  process.exit(well ? 0 : 1)
}
