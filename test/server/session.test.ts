import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPack } from '../../server/loaded-pack.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import type { View } from '../../server/protocol.ts'
import type { Sql } from '../../server/sql.ts'
import { Client, service } from '../support/service.ts'
import { southwark } from '../support/southwark.ts'

/** A client who has answered the first two questions. */
function begun(over = service()) {
  const client = new Client(over)
  client.open()
  client.answer('danger', 'no')
  client.answer('role', 'lead')
  return client
}

/** A store that takes no row while it is full. */
function fullDisk() {
  const sql = openSqlite(':memory:')
  const disk = { full: false, sql: sql as Sql }
  disk.sql = {
    ...sql,
    run: (query, ...values) => {
      if (disk.full && query.startsWith('insert')) throw new Error('database or disk is full')
      sql.run(query, ...values)
    },
  }
  return disk
}

describe('exactly once', () => {
  test('a message sent again gets the same reply again and counts once', () => {
    const client = begun()
    const message = JSON.stringify({
      type: 'answer',
      id: randomUUID(),
      revision: 2,
      question: 'practitioner',
      value: { name: 'A.' },
    })
    const first = client.raw(message)
    expect(client.raw(message)).toEqual(first)
    const whole = client.open(null)
    expect(whole).toMatchObject({ view: { revision: 3 } })
    expect(client.raw(message)).toEqual(first)
  })

  test('one before the last that is sent again changes nothing, and brings the conversation as it stands', () => {
    const client = begun()
    const message = { type: 'answer', question: 'practitioner', value: { name: 'A.' } }
    const once = { ...message, id: 'once', revision: 2 }
    client.say(once)
    client.answer('concern', 'A worry.')
    for (const again of [once, { ...once, revision: 4 }, { type: 'back', id: 'once', revision: 2 }])
      expect(client.say(again)).toMatchObject({
        type: 'rejected',
        reason: 'stale',
        view: { revision: 4, whole: true },
      })
    expect(client.open(null)).toMatchObject({ view: { revision: 4 } })
  })

  test('a message sent again reads nothing from the store, and after a rest reads it once', () => {
    const sql = openSqlite(':memory:')
    let reads = 0
    const counting: Sql = {
      ...sql,
      all: (query, ...values) => {
        if (/select sealed from event/.test(query)) reads += 1
        return sql.all(query, ...values)
      },
    }
    const client = begun(service({ sql: counting }))
    const last = { type: 'back', id: 'once', revision: 2 }
    const first = client.say(last)
    reads = 0
    expect(client.say(last)).toEqual(first)
    expect(client.say({ type: 'back', id: 'x', revision: 0 })).toMatchObject({ reason: 'stale' })
    expect(reads).toBe(0)
    client.service.clock.pass(61_000)
    client.service.sweep()
    expect(client.say(last)).toEqual(first)
    expect(reads).toBe(1)
  })

  test('so does one sent again to a service that has started anew', () => {
    const client = begun()
    const message = JSON.stringify({
      type: 'answer',
      id: 'once',
      revision: 2,
      question: 'practitioner',
      value: { name: 'A.' },
    })
    const first = client.raw(message)
    const restarted = new Client(service(client.service), client.ring)
    restarted.open(null)
    expect(restarted.raw(message)).toEqual(first)
    expect(restarted.open(null)).toMatchObject({ view: { revision: 3 } })
  })

  /** Deeds of every kind, the ones that make each possible first, and what else could be sent under its id. */
  const other = { type: 'answer', question: 'practitioner', value: { name: 'B.' } }
  const deeds: Record<string, Record<string, unknown>[]> = {
    'an answer': [{ ...other, value: { name: 'A.' } }],
    'a return to a question': [{ type: 'revisit', question: 'role' }],
    'a step back': [{ type: 'back' }],
    'a cry of danger': [{ type: 'danger' }],
    'a choice to refer': [{ type: 'refer' }],
    'a section': [{ type: 'domain', domain: 'missing' }],
    'the overview': [{ type: 'refer' }, { type: 'overview' }],
    'leaving the screening': [{ type: 'refer' }, { type: 'overview' }, { type: 'leave-screening' }],
    'the check of the answers': [
      { type: 'refer' },
      ...['age', 'known', 'consent', 'consent.reason'].map((question) => ({
        type: 'answer',
        question,
        value: 'not-known',
      })),
      { type: 'check' },
    ],
  }
  const others = [
    other,
    { type: 'answer', question: 'concern', value: { name: 'A.' } },
    { type: 'revisit', question: 'danger' },
    { type: 'domain', domain: 'education' },
    ...['back', 'danger', 'refer', 'overview', 'leave-screening', 'check'].map((type) => ({
      type,
    })),
  ]

  const differs = (one: Record<string, unknown>, deed?: Record<string, unknown>) =>
    Object.entries(one).some(([name, value]) => deed?.[name] !== value)

  test.each(Object.entries(deeds))(
    '%s is answered once, and no other message under its id is',
    (_, said) => {
      const client = begun()
      const [deed, ...before] = said.toReversed()
      for (const one of before.reverse()) expect(client.say(one)).toMatchObject({ type: 'view' })
      const revision = client.view?.revision ?? 0
      const once = { ...deed, id: 'once', revision }
      const first = client.say(once)
      let length = revision + 1
      expect(first).toMatchObject({ type: 'view', view: { revision: length } })
      expect(client.say(once)).toEqual(first)
      for (const another of others.filter((one) => differs(one, deed))) {
        const reused = { ...another, id: 'once', revision }
        expect(client.say(reused)).toMatchObject({ reason: 'id-reused' })
      }
      expect(client.open(null)).toMatchObject({ view: { revision: length } })
      for (const next of [{ type: 'danger' }, { type: 'revisit', question: 'danger' }]) {
        if (client.say(next).type === 'view') length += 1
        const again = client.say(once)
        if (length > revision + 1) expect(again).toMatchObject({ reason: 'stale' })
        expect(client.open(null)).toMatchObject({ view: { revision: length } })
      }
    },
  )

  test('a message sent again after a rest says so when the record came to harm meanwhile', () => {
    const client = begun()
    const message = { type: 'back', id: 'once', revision: 2 }
    client.say(message)
    client.service.sql.run('update event set sealed = zeroblob(length(sealed))')
    client.service.clock.pass(61_000)
    client.service.sweep()
    expect(client.say(message)).toMatchObject({ type: 'rejected', reason: 'damaged' })
  })

  test('a record ends at a length that no case needs, with danger still to be said', () => {
    const client = begun()
    for (let turn = 2; turn < 2_000; turn += 1) {
      const deed =
        client.waits === 'danger'
          ? { type: 'answer', question: 'danger', value: 'no' }
          : { type: 'back' }
      expect(client.say(deed)).toMatchObject({ type: 'view' })
    }
    expect(client.say({ type: 'back' })).toMatchObject({ reason: 'too-long' })
    expect(client.say({ type: 'document', format: 'text', revision: undefined })).toMatchObject({
      type: 'document',
    })
    expect(client.say({ type: 'danger' })).toMatchObject({ type: 'view' })
  })

  test('a record ends at a weight that no case needs, with danger still to be said', () => {
    const client = begun(service({ quotas: { record: 4_000 } }))
    const say = () => {
      client.say({ type: 'revisit', question: 'practitioner' })
      return client.say({
        type: 'answer',
        question: 'practitioner',
        value: { name: `${client.view?.revision}`.repeat(30) },
      })
    }
    let reply = say()
    for (let turn = 0; turn < 30 && reply.type === 'view'; turn += 1) reply = say()
    expect(reply).toMatchObject({ reason: 'too-long' })
    const [{ bytes } = { bytes: 0 }] = client.service.sql.all<{ bytes: number }>(
      'select sum(length(sealed)) as bytes from event',
    )
    expect(bytes).toBeGreaterThan(4_000)
    expect(bytes).toBeLessThan(4_600)
    expect(client.say({ type: 'danger' })).toMatchObject({ type: 'view' })
    const again = new Client(service(client.service), client.ring)
    expect(again.open(null)).toMatchObject({ type: 'view' })
  })

  test('a refused message keeps nothing, and may be sent again under its id once it is right', () => {
    const client = begun()
    const message = { type: 'answer', id: 'again', question: 'practitioner' }
    expect(client.say({ ...message, value: {} })).toMatchObject({ reason: 'answer' })
    expect(client.say({ ...message, value: { name: 'A.' } })).toMatchObject({ type: 'view' })
  })
})

describe('the record', () => {
  test('is the same after a restart as before it', () => {
    const client = begun()
    client.answer('practitioner', { name: 'A.' })
    client.say({ type: 'danger' })
    client.answer('danger.action', 'called')
    client.say({ type: 'revisit', question: 'role' })
    client.answer('role', 'health')
    const before = client.open(null)
    const restarted = new Client(service(client.service), client.ring)
    expect({ ...restarted.open(null), re: null }).toEqual({ ...before, re: null })
  })

  test('holds neither the key nor a word that was said', () => {
    const client = begun()
    client.answer('practitioner', { name: 'Zebedee Canary' })
    const rows = ['session', 'event'].flatMap((table) =>
      client.service.sql.all<Record<string, string | number | Uint8Array | null>>(
        `select * from ${table}`,
      ),
    )
    const bytes = rows
      .flatMap(Object.values)
      .map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
      )
    expect(bytes.join(' ')).not.toMatch(new RegExp(`${client.ring.key}|Canary|practitioner|lead`))
  })

  test('stays on the pack it began with when the area has a newer one', () => {
    const client = begun()
    const files = JSON.parse(southwark.files)
    files.route.questions.find(({ id }: { id: string }) => id === 'practitioner').title =
      'A newer title'
    const reading = loadPack({ digest: 'newer', files: JSON.stringify(files) })
    if ('faults' in reading) throw new Error(JSON.stringify(reading.faults))
    const later = service({ ...client.service, packs: [reading.loaded] })
    const back = new Client(later, client.ring)
    const titleOf = (view: View | null) =>
      view?.prompt.waits === 'question' && view.prompt.question.title
    back.open(null)
    expect(titleOf(back.view)).toBe(southwark.question('practitioner').title)
    const fresh = begun(later)
    expect(titleOf(fresh.view)).toBe('A newer title')
  })

  test('that cannot be begun acknowledges nothing, and can be begun later', () => {
    const disk = fullDisk()
    const client = new Client(service({ sql: disk.sql }))
    disk.full = true
    expect(client.open()).toMatchObject({ type: 'rejected', reason: 'not-saved' })
    disk.full = false
    expect(client.open()).toMatchObject({ type: 'view', view: { revision: 0 } })
  })

  test('that cannot be written acknowledges nothing, and goes on once it can', () => {
    const disk = fullDisk()
    const client = begun(service({ sql: disk.sql }))
    disk.full = true
    expect(
      client.say({ type: 'answer', question: 'practitioner', value: { name: 'A.' } }),
    ).toMatchObject({
      type: 'rejected',
      reason: 'not-saved',
    })
    expect(client.open(null)).toMatchObject({ view: { revision: 2 } })
    disk.full = false
    client.answer('practitioner', { name: 'A.' })
    expect(client.waits).toBe('concern')
  })
})

describe('whatever a person does', () => {
  /** Something the page offers, chosen by number. */
  function something(view: View, pick: number): Record<string, unknown> {
    const { prompt, can, entries } = view
    const offers: Record<string, unknown>[] = [
      ...(can.danger ? [{ type: 'danger' }] : []),
      ...(can.refer ? [{ type: 'refer' }] : []),
      ...(can.overview ? [{ type: 'overview' }] : []),
      ...(can.back ? [{ type: 'back' }] : []),
      ...entries
        .filter(({ stands }) => stands)
        .map(({ question }) => ({ type: 'revisit', question })),
    ]
    if (prompt.waits === 'question') {
      const { id, parts } = prompt.question
      const value = Object.fromEntries(
        parts.map((part) => {
          if (part.kind === 'date') return [part.id, '2012-05-04']
          if (part.kind === 'rows') return [part.id, [{ [part.columns?.[0]?.id ?? '']: 'x' }]]
          if (part.kind === 'text') return [part.id, `words ${pick}`]
          const option = part.options?.[pick % part.options.length]?.id ?? ''
          return [part.id, part.kind === 'one' ? option : [option]]
        }),
      )
      const told = { type: 'answer', question: id, value }
      offers.push(told, told, told, { ...told, value: 'not-known' })
    }
    if (prompt.waits === 'overview') {
      offers.push(
        { type: 'leave-screening' },
        ...prompt.domains.map(({ id }) => ({ type: 'domain', domain: id })),
      )
    }
    if (prompt.waits === 'checking') {
      offers.push({ type: 'check' })
      for (const { by, id } of prompt.unanswered) {
        offers.push(by === 'domain' ? { type: by, domain: id } : { type: by, question: id })
      }
    }
    return offers[pick % offers.length] ?? { type: 'danger' }
  }

  test('all that the page offers is taken, and the record replays to the same view', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 30, maxLength: 90 }), (picks) => {
        const client = new Client(service())
        client.open()
        for (const pick of picks) {
          const view = client.view as View
          const offer = something(view, pick)
          const reply = client.say(offer)
          expect(reply, JSON.stringify(offer)).toMatchObject({ type: 'view' })
        }
        const here = client.open(null)
        const restarted = new Client(service(client.service), client.ring)
        expect({ ...restarted.open(null), re: null }).toEqual({ ...here, re: null })
        for (const format of ['page', 'text', 'html', 'json']) {
          expect(client.say({ type: 'document', format, revision: undefined })).toMatchObject({
            type: 'document',
          })
        }
      }),
      { numRuns: 60 },
    )
  })
})
