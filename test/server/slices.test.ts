import { describe, expect, test } from 'vitest'
import { type Sliced, turnAbout } from '../../server/slices.ts'
import { Client, service } from '../support/service.ts'

/** A loop whose rounds a test makes, and the slices that go with it. */
function byHand() {
  const waiting: (() => void)[] = []
  const round = () => {
    for (const step of waiting.splice(0)) step()
  }
  return { slices: turnAbout((step) => waiting.push(step)), round, waiting }
}

/** A record of so many events, a slice being some hundred of them. */
function long(client: Client, events: number): Client {
  client.open()
  for (let turn = 0; turn < events; turn += 1) {
    const danger = client.waits === 'danger'
    client.say(danger ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' })
  }
  return client
}

const events = ({ service: { sql } }: Client) =>
  sql.all<{ n: number }>('select count(*) as n from event')[0]?.n

describe('work in slices', () => {
  function* counted(name: string, slices: number, done: string[]): Sliced<string> {
    for (let slice = 1; slice < slices; slice += 1) {
      done.push(name)
      yield
    }
    done.push(name)
    return name
  }

  test('gets one slice a round, and whoever asks for much waits for themselves', async () => {
    const { slices, round } = byHand()
    const done: string[] = []
    const results = [
      slices(counted('hog 1', 3, done), 'hog'),
      slices(counted('hog 2', 3, done), 'hog'),
      slices(counted('other', 2, done), 'other'),
    ]
    round()
    expect(done).toEqual(['hog 1'])
    for (let rounds = 0; rounds < 7; rounds += 1) round()
    expect(done).toEqual(['hog 1', 'other', 'hog 1', 'other', 'hog 1', 'hog 2', 'hog 2', 'hog 2'])
    expect(await Promise.all(results)).toEqual(['hog 1', 'hog 2', 'other'])
  })

  test('that fails says so to whoever asked, and the rest goes on', async () => {
    const { slices, round } = byHand()
    const failing = slices(
      (function* () {
        yield
        throw new Error('no')
      })(),
      'one',
    )
    const other = slices(counted('other', 1, []), 'one')
    const told = expect(failing).rejects.toThrow('no')
    for (let rounds = 0; rounds < 3; rounds += 1) round()
    await told
    expect(await other).toBe('other')
  })
})

describe('a long record', () => {
  const hand = byHand()
  const first = long(new Client(service()), 450)
  const over = service({ ...first.service, slices: hand.slices })

  test('is read in slices, while others are answered and what its owner says next waits its turn', async () => {
    const back = new Client(over, first.ring)
    const opening = back.slowly({ type: 'open', ...back.ring })
    const next = back.slowly({ type: 'answer', question: 'danger', value: 'no', revision: 450 })
    hand.round()
    const other = new Client(over)
    other.open()
    expect(other.answer('danger', 'no')).toMatchObject({ revision: 1 })
    let rounds = 1
    for (; hand.waiting.length > 0; rounds += 1) hand.round()
    expect(rounds).toBeGreaterThan(3)
    expect(await opening).toMatchObject({ type: 'view', view: { revision: 450 } })
    expect(await next).toMatchObject({ type: 'view', view: { revision: 451 } })
    expect(back.answer('role', 'lead')).toMatchObject({ revision: 452 })
    back.leave()
  })

  test('is let go when whoever it was read for has gone', async () => {
    const gone = new Client(over, first.ring)
    const opening = gone.slowly({ type: 'open', ...gone.ring })
    hand.round()
    gone.leave()
    while (hand.waiting.length > 0) hand.round()
    expect(await opening).toMatchObject({ reason: 'not-open' })
    expect(over.sessions.opened(first.ring.session)).toBe('locked')
  })

  test('that came to harm says so once it is read', async () => {
    const sick = long(new Client(service()), 450)
    sick.service.sql.run('update event set sealed = zeroblob(80) where rowid = 400')
    const back = new Client(service({ ...sick.service, slices: hand.slices }), sick.ring)
    const opening = back.slowly({ type: 'open', ...back.ring })
    while (hand.waiting.length > 0) hand.round()
    expect(await opening).toMatchObject({ reason: 'damaged' })
  })

  test('is nobody’s from the moment it is ended, and said to be deleted once it is', async () => {
    const back = new Client(over, first.ring)
    const opening = back.slowly({ type: 'open', ...back.ring })
    while (hand.waiting.length > 0) hand.round()
    await opening
    const before = events(back) ?? 0
    const ending = back.slowly({ type: 'end' })
    expect(new Client(over, first.ring).open(null)).toMatchObject({ reason: 'unknown-session' })
    let told = false
    void ending.then(() => {
      told = true
    })
    hand.round()
    await Promise.resolve()
    expect(told).toBe(false)
    expect(events(back)).toBeLessThan(before)
    expect(events(back)).toBeGreaterThan(before - 300)
    while (hand.waiting.length > 0) hand.round()
    expect(await ending).toMatchObject({ type: 'ended' })
    expect(events(back)).toBe(1)
  })

  test('whose erasing was cut off has no key left, and is erased by the next service', async () => {
    const cut = byHand()
    const owner = long(new Client(service({ slices: cut.slices })), 450)
    const ending = owner.slowly({ type: 'end' })
    void ending.catch(() => undefined)
    cut.round()
    expect(events(owner)).toBeGreaterThan(0)
    const ways = owner.service.sql.all<Record<string, string | number | Uint8Array | null>>(
      'select id, day, key_hash, length(key_wrapped) as wrapped, next_wrapped, locator, code_wrapped, rest from session',
    )
    expect(ways).toMatchObject([
      { day: '', key_hash: '', wrapped: 0, next_wrapped: null, locator: null, rest: null },
    ])
    expect(JSON.stringify(ways)).not.toContain(owner.ring.session)
    service(owner.service).sweep()
    expect([events(owner), owner.service.sql.all('select row from session')]).toEqual([0, []])
  })
})
