import { beforeEach, describe, expect, test } from 'vitest'
import { Client, type Service, service } from '../support/service.ts'
import { southwark } from '../support/southwark.ts'

let over: Service
let client: Client
beforeEach(() => {
  over = service()
  client = new Client(over)
  client.open()
  client.answer('danger', 'no')
  client.answer('role', 'lead')
  client.answer('practitioner', { name: 'A.' })
})

/** Comes back to a service that has started anew over the same store. */
const back = (more: Record<string, unknown> = {}) => {
  over = service(over)
  return new Client(over, client.ring).open(null, more)
}
const seen = () => ({ seen: { revision: 3, mark: client.view?.mark } })
const event = (at: number) =>
  over.sql.all<{ rowid: number; sealed: Uint8Array }>(
    'select rowid, sealed from event order by rowid',
  )[at] ?? { rowid: 0, sealed: new Uint8Array() }

describe('a record that is as it was left', () => {
  test('opens, and holds what was seen of it at any revision', () => {
    expect(back(seen())).toMatchObject({ view: { revision: 3, mark: client.view?.mark } })
    expect(back({ seen: { revision: 0, mark: '' } })).toMatchObject({ type: 'view' })
  })

  test('is marked by sixteen characters, another sixteen at each revision', () => {
    const before = client.view?.mark
    client.answer('concern', 'A worry.')
    const marks = [before, client.view?.mark]
    expect(marks).toEqual([
      expect.stringMatching(/^[0-9a-f]{16}$/),
      expect.stringMatching(/^[0-9a-f]{16}$/),
    ])
    expect(new Set(marks).size).toBe(2)
  })

  test('has no mark before anything was said', () => {
    const fresh = new Client(service())
    fresh.open()
    expect(fresh.view?.mark).toBe('')
  })

  test('says the same of itself again when the last message is sent again', () => {
    const fresh = new Client(service())
    fresh.open()
    const message = JSON.stringify({
      type: 'answer',
      id: 'one',
      revision: 0,
      question: 'danger',
      value: 'no',
    })
    const first = fresh.raw(message)
    expect(fresh.raw(message)).toEqual(first)
  })
})

describe('a record that came to harm is not shown, and the person is told', () => {
  const harmed = (harm: string, more = {}) => {
    const reply = back(more)
    expect(reply).toMatchObject({ type: 'rejected', reason: harm })
    expect(over.logged).toEqual([{ kind: 'harm', harm }])
    expect(over.sessions.opened(client.ring.session)).toBe('locked')
  }

  test('when a bit was changed', () => {
    const { rowid, sealed } = event(1)
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    over.sql.run('update event set sealed = ? where rowid = ?', sealed, rowid)
    harmed('damaged')
  })

  test('when an event is missing in the middle', () => {
    over.sql.run('delete from event where rowid = ?', event(1).rowid)
    harmed('damaged')
  })

  test('when two events changed places', () => {
    const [one, two] = [event(0), event(1)]
    over.sql.run('update event set sealed = ? where rowid = ?', two.sealed, one.rowid)
    over.sql.run('update event set sealed = ? where rowid = ?', one.sealed, two.rowid)
    harmed('damaged')
  })

  test('when an event was put in a second time', () => {
    over.sql.run('insert into event (session, sealed) select session, sealed from event limit 1')
    harmed('damaged')
  })

  test('when an event of another session was put in', () => {
    const other = new Client(over)
    other.open()
    other.answer('danger', 'yes')
    over.sql.run('update event set sealed = ? where rowid = ?', event(3).sealed, event(0).rowid)
    harmed('damaged')
  })

  test('when the pack it began with is gone', () => {
    over.sql.run('delete from pack')
    over = service({
      ...over,
      packs: [{ ...southwark, pack: { ...southwark.pack, digest: 'newer' } }],
    })
    harmed('damaged')
  })

  test('when its head says another mode', () => {
    over.sql.run(`update session set mode = 'rehearsal'`)
    expect(back()).toMatchObject({ reason: 'damaged' })
  })

  test('when the last event is gone and the client remembers it', () => {
    over.sql.run('delete from event where rowid = ?', event(2).rowid)
    harmed('rewound', seen())
  })

  test('when the last event is gone and the record was put down before', () => {
    over.clock.pass(300_000)
    over.sweep()
    over.sql.run('delete from event where rowid = ?', event(2).rowid)
    harmed('rewound')
  })

  test('when the last event is gone and the connection had closed before', () => {
    client.leave()
    over.sql.run('delete from event where rowid = ?', event(2).rowid)
    harmed('rewound')
  })

  test('when the note of its length is not the one that was left', () => {
    client.leave()
    over.sql.run('update session set rest = zeroblob(length(rest))')
    harmed('rewound')
  })

  test('when the client remembers another course of events', () => {
    harmed('rewound', { seen: { revision: 3, mark: '0'.repeat(16) } })
  })

  test('when the client remembers more than there is, and no mark of it', () => {
    harmed('rewound', { seen: { revision: 4, mark: '' } })
  })

  test('when the last event is gone and the record, put down before, could not be read at first', () => {
    client.leave()
    const all: typeof over.sql.all = (query, ...values) => {
      if (query.includes('from event')) throw new Error('disk I/O error')
      return over.sql.all(query, ...values)
    }
    const unread = service({ ...over, sql: { ...over.sql, all } })
    expect(new Client(unread, client.ring).open(null)).toMatchObject({ reason: 'fault' })
    over.clock.pass(300_000)
    unread.sweep()
    over.sql.run('delete from event where rowid = ?', event(2).rowid)
    harmed('rewound')
  })
})
