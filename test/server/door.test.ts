import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { blockOf } from '../../server/address-block.ts'
import { allowedOrigins } from '../../server/app.ts'
import type { Connection } from '../../server/connection.ts'
import { createDoor } from '../../server/door.ts'
import { allAllow, Limit } from '../../server/limits.ts'
import type { Counted } from '../../server/tally.ts'

describe('a limit', () => {
  test('lets so many through at once, and so many a second after that', () => {
    const limit = new Limit({ burst: 3, perSecond: 2 })
    const now = [0, 0, 0, 0, 499, 500, 1_000, 1_000].map((at) => allAllow(at, [limit, 'one']))
    expect(now).toEqual([true, true, true, false, false, true, true, false])
  })

  test('counts each by itself, and a sweep changes nobody’s count', () => {
    const limit = new Limit({ burst: 1, perSecond: 1 })
    const allows = (who: string, at: number) => allAllow(at, [limit, who])
    expect([allows('one', 0), allows('two', 0), allows('one', 0)]).toEqual([true, true, false])
    limit.sweep(500)
    expect(allows('one', 500)).toBe(false)
    limit.sweep(5_000)
    expect(allows('one', 5_000)).toBe(true)
  })
})

describe('an address', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:4711', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:4711', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2::/64', '2001:db8:1:2::/64'],
    ['', ''],
    ['unknown', 'unknown'],
  ])('%s is counted as %s', (address, block) => {
    expect(blockOf(address)).toBe(block)
    expect(blockOf(block)).toBe(block)
  })
})

test('a sweep forgets nobody who has still to wait, whenever they came', () => {
  const limit = new Limit({ burst: 2, perSecond: 2 })
  const allows = (at: number) => allAllow(at, [limit, 'one'])
  expect([1_000, 1_000].map(allows)).toEqual([true, true])
  limit.sweep(1_400)
  expect([allows(1_400), allows(1_500)]).toEqual([false, true])
})

describe('the door', () => {
  const once = { burst: 1, perSecond: 0.001 }
  const often = { burst: 1_000, perSecond: 1_000 }
  const from = (session: string | null, origin: string, address: string): Connection => ({
    address: null,
    session,
    page: null,
    origin,
    from: address,
    waiting: false,
    gone: false,
    tell: () => {},
  })

  test.each([
    ['session', [from('s', 'a', '1'), from('s', 'b', '2')]],
    ['tenant', [from('s', 'a', '1'), from('t', 'a', '2')]],
    ['address', [from('s', 'a', '1'), from('t', 'b', '1')]],
  ] as const)('counts messages by %s', (by, [one, other]) => {
    const messages = { session: often, tenant: often, address: often, [by]: once }
    const door = createDoor(
      { messages, openings: messages, codes: often },
      () => 0,
      () => false,
    )
    expect([door.refuses(one), door.refuses(other)]).toEqual([null, 'too-many'])
    const [again, session] = by === 'session' ? [one, 's'] : [other, 't']
    expect([door.refusesOpening(one, 's'), door.refusesOpening(again, session)]).toEqual([
      null,
      'too-many',
    ])
  })

  test('counts those who have opened no session by themselves, and not as one', () => {
    const messages = { session: once, tenant: often, address: often }
    const door = createDoor(
      { messages, openings: messages, codes: often },
      () => 0,
      () => false,
    )
    const [one, other] = [from(null, 'a', '1'), from(null, 'a', '2')]
    expect([one, other].map((connection) => door.refuses(connection))).toEqual([null, null])
  })

  test('has nobody who is refused for their address use up what they share with their tenant', () => {
    const shared = { burst: 2, perSecond: 0.001 }
    const all = { session: often, tenant: shared, address: once }
    const door = createDoor(
      { messages: all, openings: all, codes: often },
      () => 0,
      () => false,
    )
    const [one, other] = [from('s', 'a', '2001:db8:1:2::1'), from('t', 'a', '2001:db8:1:3::1')]
    const neighbour = from('u', 'a', '2001:db8:1:2::ffff')
    expect([one, one, one, neighbour].map(door.refuses)).toEqual([
      null,
      'too-many',
      'too-many',
      'too-many',
    ])
    expect(door.refuses(other)).toBeNull()
    expect([one, one, neighbour].map((from) => door.refusesOpening(from, 's'))).toEqual([
      null,
      'too-many',
      'too-many',
    ])
    expect(door.refusesOpening(other, 't')).toBeNull()
  })

  test('counts looking a code up, trying it and making it apart, each once', () => {
    const all = { session: often, tenant: often, address: often }
    const door = createDoor(
      { messages: all, openings: all, codes: once },
      () => 0,
      () => false,
    )
    const ways = [door.allowsLookup, door.allowsCode, door.allowsNewCode]
    expect(ways.map((allows) => allows('1'))).toEqual([true, true, true])
    expect(ways.map((allows) => allows('1'))).toEqual([false, false, false])
  })

  test('counts by address who tries codes, so that one does not use up another’s', () => {
    const all = { session: often, tenant: often, address: often }
    const door = createDoor(
      { messages: all, openings: all, codes: once },
      () => 0,
      () => false,
    )
    expect(['1', '1', '2'].map((address) => door.allowsCode(address))).toEqual([true, false, true])
  })

  test('keeps room for whoever has the key, though a stranger opens the session again and again', () => {
    const openings = { session: once, tenant: often, address: often }
    const door = createDoor(
      { messages: openings, openings, codes: often },
      () => 0,
      () => false,
    )
    const [stranger, owner] = [from(null, 'a', '1'), from(null, 'a', '2')]
    expect([door.refusesOpening(stranger, 's'), door.refusesOpening(stranger, 's')]).toEqual([
      null,
      'too-many',
    ])
    expect(door.refusesOpening(owner, 's')).toBeNull()
  })

  test('lets nothing new begin while memory is short, and what is open goes on', () => {
    const all = { session: often, tenant: often, address: often }
    const door = createDoor(
      { messages: all, openings: all, codes: often },
      () => 0,
      () => true,
    )
    const one = from('s', 'a', '1')
    expect([door.refusesOpening(one, 's'), door.refuses(one)]).toEqual(['busy', null])
  })
})

describe('the origins that are allowed', () => {
  const counted: Counted[] = []
  const app = (origins: string[]) =>
    new Hono().get(
      '/',
      allowedOrigins(origins, (one) => counted.push(one)),
      (c) => c.text('in'),
    )
  const status = async (origins: string[], origin?: string) =>
    (
      await app(origins).request(
        'https://here.test/',
        origin === undefined ? {} : { headers: { origin } },
      )
    ).status

  test.each([
    ['the one that is named', ['https://a.test'], 'https://a.test', 200],
    ['another scheme', ['https://a.test'], 'http://a.test', 403],
    ['another port', ['https://a.test'], 'https://a.test:444', 403],
    ['a name that begins alike', ['https://a.test'], 'https://a.test.evil.test', 403],
    ['no origin at all', ['https://a.test'], undefined, 403],
    ['an opaque origin', ['https://a.test'], 'null', 403],
    ['the service’s own, where that is allowed', ['self'], 'https://here.test', 200],
    ['another than the service’s own', ['self'], 'https://there.test', 403],
    ['the word for it', ['self'], 'self', 403],
  ])('%s', async (_, origins, origin, expected) => {
    expect(await status(origins, origin)).toBe(expected)
  })
})
