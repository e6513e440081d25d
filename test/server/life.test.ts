import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { writtenCode } from '../../server/resume-code.ts'
import { Client, type Service, service } from '../support/service.ts'

const minute = 60_000
const hour = 60 * minute

let over: Service
let client: Client
beforeEach(() => {
  over = service()
  client = new Client(over)
  client.open()
  client.answer('danger', 'no')
})

const rows = () => over.sql.all<{ n: number }>('select count(*) as n from session')[0]?.n
const events = () => over.sql.all<{ n: number }>('select count(*) as n from event')[0]?.n
/** The same person, over a connection of their own. */
const back = () => new Client(over, client.ring)

describe('the time a session is kept', () => {
  test('is 72 hours from its start, and the page is told when that ends', () => {
    expect(client.open(null)).toMatchObject({
      view: { about: { until: '23 November 2026, 15:30' } },
    })
  })

  test('does not begin again when someone comes back', () => {
    over.clock.pass(50 * hour)
    expect(client.open(null)).toMatchObject({
      view: { about: { until: '23 November 2026, 15:30' } },
    })
  })

  test('ends at its last moment and not before', () => {
    over.clock.pass(72 * hour - 1)
    expect(back().open(null, { takeOver: true })).toMatchObject({ type: 'view' })
    over.clock.pass(1)
    expect(back().open(null, { takeOver: true })).toMatchObject({ reason: 'expired' })
    expect([rows(), events()]).toEqual([0, 0])
  })

  test('ends for someone who is in the middle of it', () => {
    over.clock.pass(72 * hour)
    expect(client.say({ type: 'answer', question: 'role', value: 'lead' })).toMatchObject({
      reason: 'expired',
    })
    expect(client.say({ type: 'back' })).toMatchObject({ reason: 'expired' })
    expect([rows(), events()]).toEqual([0, 0])
  })

  test('is swept when nobody comes, and whoever has it open is told', () => {
    over.clock.pass(71 * hour)
    client.answer('role', 'lead')
    over.clock.pass(hour)
    over.sweep()
    expect([rows(), events()]).toEqual([0, 0])
    expect(client.told).toMatchObject([{ re: null, reason: 'expired' }])
  })

  test('is not changed by a clock on the wall that someone moves', () => {
    for (const years of [10, -10]) {
      over.clock.wall += years * 365 * 24 * hour
      over.sweep()
      expect(client.open(null)).toMatchObject({ type: 'view' })
    }
    over.clock.pass(72 * hour)
    over.clock.wall -= 20 * 365 * 24 * hour
    expect(client.open(null)).toMatchObject({ reason: 'expired' })
  })

  test('ends with the key of its day, which is destroyed once no session needs it', () => {
    const held = () => [...over.dayKeys.held.keys()]
    over.clock.pass(80 * hour)
    over.sweep()
    expect(held()).toEqual(['2026-11-20'])
    over.clock.pass(2 * hour)
    over.sweep()
    expect(held()).toEqual([])
  })

  test('is what the person was told, though the service was started anew with a shorter one', () => {
    over = service({ ...over, retention: { kept: hour } })
    over.clock.pass(40 * hour)
    over.sweep()
    expect(back().open(null)).toMatchObject({ type: 'view', view: { revision: 1 } })
  })

  test('is not called over where the key of its day cannot be had for a while', () => {
    const keys = new Map(over.dayKeys.held)
    over.dayKeys.held.clear()
    expect(back().open(null, { takeOver: true })).toMatchObject({ reason: 'no-key' })
    for (const [day, key] of keys) over.dayKeys.held.set(day, key)
    expect(back().open(null, { takeOver: true })).toMatchObject({ view: { revision: 1 } })
  })
})

describe('a hand-over that is confirmed', () => {
  test('brings the deletion forward to half an hour from then, and says so', () => {
    expect(client.say({ type: 'handed-over', revision: undefined })).toMatchObject({
      type: 'handed-over',
      until: '20 November 2026, 16:00',
    })
    over.clock.pass(hour / 2 - 1)
    expect(client.open(null)).toMatchObject({
      view: { about: { until: '20 November 2026, 16:00' } },
    })
    over.clock.pass(1)
    expect(client.open(null)).toMatchObject({ reason: 'expired' })
  })

  test('never makes it later', () => {
    over.clock.pass(72 * hour - minute)
    expect(client.open(null)).toMatchObject({ type: 'view' })
    expect(client.say({ type: 'handed-over', revision: undefined })).toMatchObject({
      until: '23 November 2026, 15:30',
    })
  })
})

describe('an end', () => {
  test('erases every row, and the session cannot be opened again', () => {
    client.answer('role', 'lead')
    expect(client.say({ type: 'end', revision: undefined })).toMatchObject({ type: 'ended' })
    expect([rows(), events()]).toEqual([0, 0])
    expect(client.say({ type: 'back' })).toMatchObject({ reason: 'not-open' })
    expect(back().open(null)).toMatchObject({ reason: 'unknown-session' })
  })

  test('leaves every other session as it was', () => {
    const other = new Client(over)
    other.open()
    other.answer('danger', 'no')
    client.say({ type: 'end', revision: undefined })
    expect(other.answer('role', 'lead').revision).toBe(2)
    other.leave()
    const again = new Client(service(over), other.ring)
    expect(again.open(null)).toMatchObject({ view: { revision: 2 } })
  })
})

describe('many sessions whose time is over', () => {
  const left = () => over.sql.all<{ n: number }>('select count(*) as n from session')[0]?.n ?? 0
  /** Begins so many, and lets their time go by. */
  const overdue = (many: number) => {
    for (let i = 0; i < many; i += 1) new Client(over).open()
    over.clock.pass(72 * hour)
  }

  test('are all erased at once where that takes no time', () => {
    overdue(120)
    over.sweep()
    expect(left()).toBe(0)
  })

  test('are taken a few at a time, so that others have their turn in between', () => {
    overdue(200)
    const steps = [left()]
    for (const _ of over.sessions.sweep(() => {}).erasing) steps.push(left())
    const most = Math.max(...steps.slice(1).map((after, step) => (steps[step] ?? 0) - after))
    expect(most).toBeLessThanOrEqual(130)
    expect(steps.length).toBeGreaterThan(5)
    expect(left()).toBe(0)
  })
})

describe('a session whose connection is gone', () => {
  test('is reported once, so that the memory it had can be overwritten', () => {
    expect(over.sweep()).toBe(false)
    client.leave()
    expect([over.sweep(), over.sweep()]).toEqual([true, false])
    over.sessions.forget(client.ring.session)
    expect(over.sweep()).toBe(false)
  })

  test('is reported whatever is let go of after it', () => {
    client.leave()
    over.sessions.forget(client.ring.session)
    expect(over.sweep()).toBe(true)
  })

  test('keeps nothing in memory, and opens again with its key', () => {
    client.leave()
    expect(over.sessions.opened(client.ring.session)).toBe('locked')
    expect(client.open(null)).toMatchObject({ type: 'view', view: { revision: 1 } })
  })
})

describe('a session nobody uses for five minutes', () => {
  test('is locked: its key is gone from memory, and who has it open is told', () => {
    over.clock.pass(5 * minute - 1)
    over.sweep()
    expect(client.told).toEqual([])
    over.clock.pass(1)
    over.sweep()
    expect(client.told).toMatchObject([{ type: 'rejected', re: null, reason: 'locked' }])
    expect(over.sessions.opened(client.ring.session)).toBe('locked')
    expect(client.say({ type: 'back' })).toMatchObject({ reason: 'not-open' })
  })

  test('opens again with the key of the tab, as it was left', () => {
    over.clock.pass(5 * minute)
    over.sweep()
    expect(client.open(null)).toMatchObject({ type: 'view', view: { revision: 1 } })
    expect(client.answer('role', 'lead').revision).toBe(2)
  })

  test('does not count as unused while something is said in it', () => {
    for (let turns = 0; turns < 5; turns += 1) {
      over.clock.pass(2 * minute)
      over.sweep()
      client.say({ type: 'back' })
    }
    expect(client.told).toEqual([])
  })
})

describe('a session nobody has spoken in for a minute', () => {
  const silence = () => {
    over.clock.pass(minute)
    over.sweep()
  }
  const harm = (change: string) => over.sql.run(change)

  test('goes on as if nothing had been', () => {
    silence()
    expect(client.told).toEqual([])
    expect(client.answer('role', 'lead').revision).toBe(2)
    silence()
    expect(client.say({ type: 'back' }).type).toBe('view')
  })

  test('has nothing that stood before said anew', () => {
    client.answer('role', 'lead')
    client.say({ type: 'domain', domain: 'online' })
    const { alerts } = client.answer('online', { fits: ['meeting'] })
    expect(alerts).toMatchObject([{ id: 'meeting-unknown', raised: true }])
    silence()
    client.say({ type: 'back' })
    expect(client.view?.alerts).toMatchObject([{ id: 'meeting-unknown', raised: false }])
  })

  test('is not read anew before the minute is over', () => {
    over.clock.pass(minute - 1)
    over.sweep()
    harm(`update event set sealed = zeroblob(length(sealed))`)
    expect(client.answer('role', 'lead').revision).toBe(2)
  })

  test('is read anew from the store, so that nothing of it lies in memory', () => {
    harm(`update event set sealed = zeroblob(length(sealed))`)
    expect(client.answer('role', 'lead').revision).toBe(2)
    silence()
    expect(client.say({ type: 'back' })).toMatchObject({ reason: 'damaged' })
  })

  test('is known to be shorter if its end was taken away meanwhile', () => {
    client.answer('role', 'lead')
    silence()
    harm(`delete from event where rowid = (select max(rowid) from event)`)
    expect(client.say({ type: 'back' })).toMatchObject({ reason: 'rewound' })
  })
})

describe('a code that was written down', () => {
  const given = async (from = client) => {
    const reply = await from.slowly({ type: 'code' })
    if (reply.type !== 'code') throw new Error(JSON.stringify(reply))
    return reply.code
  }
  const newTab = () =>
    new Client(over, {
      session: client.ring.session,
      key: randomBytes(32).toString('base64url'),
    })
  const locatorOf = (code: string) => code.replaceAll(' ', '').slice(0, 7)
  const byCode = (tab: Client, code: string) => tab.slowly({ type: 'open', ...tab.ring, code })

  test('opens the session in another browser, however it is spaced', async () => {
    const code = await given()
    expect(code).toMatch(/^(\d{4} ){5}\d{4}$/)
    client.leave()
    const tab = newTab()
    expect(await byCode(tab, code.replaceAll(' ', ' - '))).toMatchObject({
      type: 'view',
      view: { revision: 1 },
    })
    tab.answer('role', 'lead')
    expect(tab.waits).toBe('practitioner')
  })

  test('leaves the key of the old tab as it is until the new one is confirmed', async () => {
    const code = await given()
    const tab = newTab()
    await byCode(tab, code)
    expect(client.told).toMatchObject([{ reason: 'taken-over' }])
    expect(back().open(null, { takeOver: true })).toMatchObject({ type: 'view' })
    await byCode(tab, code)
    expect(tab.say({ type: 'key-kept', revision: undefined })).toMatchObject({ type: 'key-kept' })
    tab.leave()
    expect(back().open(null)).toMatchObject({ reason: 'wrong-key' })
    expect(new Client(over, tab.ring).open(null)).toMatchObject({ type: 'view' })
  })

  test('opens nothing once another was given in its place', async () => {
    const [first, second] = [await given(), await given()]
    expect(await byCode(newTab(), first)).toMatchObject({ reason: 'wrong-code' })
    expect(await byCode(newTab(), second)).toMatchObject({ type: 'view' })
  })

  test('costs no try when it is only written wrongly', async () => {
    const code = await given()
    const slip = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
    for (let tries = 0; tries < 12; tries += 1) {
      expect(await byCode(newTab(), slip)).toMatchObject({ reason: 'wrong-code' })
    }
    expect(await byCode(newTab(), code)).toMatchObject({ type: 'view' })
  })

  test('opens as often as it is needed', async () => {
    const code = await given()
    for (let times = 0; times < 12; times += 1) {
      expect(await byCode(newTab(), code)).toMatchObject({ type: 'view' })
    }
  })

  test('is tried in vain ten times and no more, however many try at once', async () => {
    const wrong = writtenCode({ locator: locatorOf(await given()), secret: '123456789012345' })
    const replies = await Promise.all(Array.from({ length: 15 }, () => byCode(newTab(), wrong)))
    for (const reply of replies) expect(reply).toMatchObject({ reason: 'wrong-code' })
    expect(over.sql.all('select code_tries from session')).toEqual([{ code_tries: 10 }])
  })

  test('is not worked on once it is closed', async () => {
    const code = await given()
    const wrong = writtenCode({ locator: locatorOf(code), secret: '123456789012345' })
    for (let tries = 0; tries < 10; tries += 1) await byCode(newTab(), wrong)
    const tab = newTab()
    const right = JSON.stringify({ type: 'open', id: 'x', ...tab.ring, code })
    expect(over.converse(tab.connection, right)).toMatchObject({ reason: 'wrong-code' })
  })

  test('opens nothing in a session that is not there, or is erased while it is worked on', async () => {
    const code = await given()
    const stranger = new Client(over)
    expect(await byCode(stranger, code)).toMatchObject({ reason: 'wrong-code' })
    const reply = byCode(newTab(), code)
    client.say({ type: 'end', revision: undefined })
    expect(await reply).toMatchObject({ reason: 'wrong-code' })
  })

  test('gives its number back once another is given in its place, or the session is ended', async () => {
    const [first, second] = [await given(), await given()]
    expect(over.released).toEqual([locatorOf(first)])
    client.say({ type: 'end', revision: undefined })
    expect(over.released).toEqual([locatorOf(first), locatorOf(second)])
    const without = new Client(over)
    without.open()
    without.say({ type: 'end', revision: undefined })
    expect(over.released).toHaveLength(2)
  })

  test('is closed after ten that were tried in vain, on this service and the next', async () => {
    const code = await given()
    const wrong = writtenCode({ locator: locatorOf(code), secret: '123456789012345' })
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await byCode(newTab(), wrong)).toMatchObject({ reason: 'wrong-code' })
    }
    expect(await byCode(newTab(), code)).toMatchObject({ reason: 'wrong-code' })
    over = service(over)
    expect(await byCode(newTab(), code)).toMatchObject({ reason: 'wrong-code' })
    expect(back().open(null)).toMatchObject({ type: 'view' })
  })

  test('opens again a session that was locked, and one on a service that has started anew', async () => {
    const code = await given()
    over.clock.pass(5 * minute)
    over.sweep()
    expect(await byCode(newTab(), code)).toMatchObject({ type: 'view' })
    over = service(over)
    expect(await byCode(newTab(), code)).toMatchObject({ type: 'view' })
  })

  test('is found by its first digits, which open nothing', async () => {
    const code = await given()
    expect(over.store.located(locatorOf(code))).toBe(client.ring.session)
    expect(await byCode(newTab(), `${code.slice(0, 9)} 0000 0000 0000`)).toMatchObject({
      reason: 'wrong-code',
    })
  })

  test('is not worked on where no code with its number could open anything', async () => {
    const code = await given()
    const locator = locatorOf(code) === '1234567' ? '7654321' : '1234567'
    const other = writtenCode({ locator, secret: '123456789012345' })
    const tab = newTab()
    const wrong = JSON.stringify({ type: 'open', id: 'x', ...tab.ring, code: other })
    expect(over.converse(tab.connection, wrong)).toMatchObject({ reason: 'wrong-code' })
  })

  test('does not hold the session for a connection that closed meanwhile', async () => {
    const code = await given()
    client.leave()
    const tab = newTab()
    const reply = byCode(tab, code)
    tab.leave()
    expect(await reply).toMatchObject({ reason: 'not-open' })
    expect(back().open(null)).toMatchObject({ type: 'view' })
  })

  test('is for one session, and asked for one at a time', async () => {
    const both = [client.slowly({ type: 'code' }), client.slowly({ type: 'code' })]
    const replies = await Promise.all(both)
    expect(replies.map((reply) => (reply.type === 'rejected' ? reply.reason : reply.type))).toEqual(
      ['code', 'too-many'],
    )
  })
})

describe('a key that changes', () => {
  const next = randomBytes(32).toString('base64url')

  test('may change with the first opening of all', () => {
    const fresh = new Client(over)
    fresh.open('southwark', { next })
    fresh.say({ type: 'key-kept', revision: undefined })
    fresh.leave()
    expect(fresh.open(null)).toMatchObject({ reason: 'wrong-key' })
    expect(new Client(over, { ...fresh.ring, key: next }).open(null)).toMatchObject({
      type: 'view',
    })
  })

  test('opens the session by either until the new one is confirmed, whatever reply was lost', () => {
    client.open(null, { next })
    client.leave()
    expect(back().open(null, { takeOver: true })).toMatchObject({ type: 'view' })
    const tab = new Client(over, { ...client.ring, key: next })
    expect(tab.open(null, { takeOver: true })).toMatchObject({ type: 'view' })
  })

  test('gives way to a newer one while it waits, and the old one stays until one of them is confirmed', () => {
    const newer = randomBytes(32).toString('base64url')
    client.open(null, { next })
    client.leave()
    client.open(null, { next: newer })
    client.leave()
    expect(new Client(over, { ...client.ring, key: next }).open(null)).toMatchObject({
      reason: 'wrong-key',
    })
    expect(back().open(null)).toMatchObject({ type: 'view' })
  })

  test('is the new one alone once a client came in by it', () => {
    client.open(null, { next })
    client.leave()
    const tab = new Client(service(over), { ...client.ring, key: next })
    expect(tab.open(null)).toMatchObject({ type: 'view', view: { revision: 1 } })
    const old = new Client(tab.service, client.ring)
    expect(old.open(null, { takeOver: true })).toMatchObject({ reason: 'wrong-key' })
  })

  test('is the new one alone once it was confirmed', () => {
    client.open(null, { next })
    client.say({ type: 'key-kept', revision: undefined })
    const later = service(over)
    expect(new Client(later, client.ring).open(null)).toMatchObject({ reason: 'wrong-key' })
    const tab = new Client(later, { ...client.ring, key: next })
    expect(tab.open(null)).toMatchObject({ type: 'view' })
  })

  test('stays as it is when there was nothing to confirm', () => {
    expect(client.say({ type: 'key-kept', revision: undefined })).toMatchObject({
      type: 'key-kept',
    })
    client.leave()
    expect(back().open(null)).toMatchObject({ type: 'view' })
  })
})
