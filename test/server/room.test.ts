import { describe, expect, test } from 'vitest'
import type { DiskRoom } from '../../server/room.ts'
import { Client, service } from '../support/service.ts'

const hour = 3_600_000

/** A client at an address, on the page of somebody. */
function client(over: ReturnType<typeof service>, from: string, origin = 'https://handrail.test') {
  const one = new Client(over)
  Object.assign(one.connection, { from, origin })
  return one
}

/** Says things until one of them is refused. @returns how it was refused */
function fill(one: Client, most = 200): string {
  one.open()
  for (let turn = 0; turn < most; turn += 1) {
    const danger = one.waits === 'danger'
    const reply = one.say(
      danger ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' },
    )
    if (reply.type === 'rejected') return reply.reason
  }
  return 'nothing'
}

describe('what may be kept', () => {
  test('from one address ends, and another goes on and begins', () => {
    const over = service({ quotas: { address: 20_000 } })
    expect(fill(client(over, 'hog'))).toBe('too-many')
    expect(client(over, 'hog').open()).toMatchObject({ reason: 'busy' })
    expect(client(over, 'other').open()).toMatchObject({ type: 'view' })
  })

  test('from one network of IPv6 is counted as one address', () => {
    const over = service({ quotas: { address: 20_000 } })
    expect(fill(client(over, '2001:db8:0:1::7'))).toBe('too-many')
    expect(client(over, '2001:db8:0:1::8').open()).toMatchObject({ reason: 'busy' })
    expect(client(over, '2001:db8:0:2::7').open()).toMatchObject({ type: 'view' })
  })

  test('of one tenant ends, and another’s goes on and begins', () => {
    const over = service({ quotas: { tenant: 20_000 } })
    expect(fill(client(over, 'one', 'elm'))).toBe('too-many')
    expect(client(over, 'two', 'elm').open()).toMatchObject({ reason: 'busy' })
    expect(client(over, 'two', 'oak').open()).toMatchObject({ type: 'view' })
  })

  test('is kept back for those under way before the last of it is gone', () => {
    const over = service({ quotas: { address: 30_000 } })
    const under = client(over, 'one')
    under.open()
    let begun = 0
    while (client(over, 'one').open().type === 'view') begun += 1
    expect(begun).toBeGreaterThan(5)
    expect(under.answer('danger', 'no')).toMatchObject({ revision: 1 })
  })

  test('comes back in the time that conversations are kept', () => {
    const over = service({ quotas: { address: 20_000 } })
    fill(client(over, 'one'))
    over.clock.pass(12 * hour)
    over.sweep()
    expect(client(over, 'one').open()).toMatchObject({ type: 'view' })
    over.clock.pass(72 * hour)
    over.sweep()
    expect(fill(client(over, 'one'), 40)).toBe('nothing')
  })

  test('always has room for danger, and for a message that was kept before', () => {
    const over = service({ quotas: { address: 20_000 } })
    const one = client(over, 'one')
    fill(one)
    const danger = { type: 'danger', id: 'danger', revision: one.view?.revision }
    const reply = one.say(danger)
    expect(reply).toMatchObject({ type: 'view' })
    expect(one.say(danger)).toEqual(reply)
  })
})

describe('on a disk', () => {
  const disk: { room: DiskRoom } = { room: 'enough' }
  const over = service({ disk: () => disk.room })

  test('that is short of room nobody new begins, and everyone else goes on and comes back', () => {
    disk.room = 'enough'
    const one = new Client(over)
    one.open()
    disk.room = 'short'
    expect(new Client(over).open()).toMatchObject({ reason: 'busy' })
    expect(one.answer('danger', 'no')).toMatchObject({ revision: 1 })
    one.leave()
    expect(new Client(over, one.ring).open(null)).toMatchObject({ view: { revision: 1 } })
  })

  test('that is full nothing is kept but danger, nobody loses anything, and it goes on with room', () => {
    disk.room = 'enough'
    const one = new Client(over)
    one.open()
    one.answer('danger', 'no')
    disk.room = 'none'
    const role = { type: 'answer', question: 'role', value: 'lead' }
    expect(one.say(role)).toMatchObject({ reason: 'not-saved' })
    expect(one.say({ type: 'danger' })).toMatchObject({ view: { revision: 2 } })
    expect(one.say({ type: 'end', revision: undefined })).toMatchObject({ type: 'ended' })
    disk.room = 'enough'
    expect(new Client(over).open()).toMatchObject({ type: 'view' })
  })
})
