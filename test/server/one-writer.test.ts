import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { Client, type Service, service } from '../support/service.ts'

let over: Service
let first: Client
let second: Client
beforeEach(() => {
  over = service()
  first = new Client(over)
  first.open()
  first.answer('danger', 'no')
  second = new Client(over, first.ring)
})

describe('a session that is open elsewhere', () => {
  test('goes on there, and the newcomer is told', () => {
    expect(second.open(null)).toMatchObject({ type: 'rejected', reason: 'elsewhere' })
    expect(second.say({ type: 'back' })).toMatchObject({ reason: 'not-open' })
    expect(first.told).toEqual([])
    expect(first.answer('role', 'lead').revision).toBe(2)
  })

  test('is taken over by whoever asks to, and the other is told and changes nothing more', () => {
    expect(second.open(null, { takeOver: true })).toMatchObject({ view: { revision: 1 } })
    expect(first.told).toMatchObject([{ re: null, reason: 'taken-over' }])
    expect(first.say({ type: 'answer', question: 'role', value: 'lead' })).toMatchObject({
      reason: 'taken-over',
    })
    expect(first.say({ type: 'end', revision: undefined })).toMatchObject({ reason: 'taken-over' })
    expect(second.answer('role', 'health').revision).toBe(2)
  })

  test('is taken back the same way, and stands where the other left it', () => {
    second.open(null, { takeOver: true })
    second.answer('role', 'health')
    expect(first.open(null, { takeOver: true })).toMatchObject({ view: { revision: 2 } })
    expect(second.told).toMatchObject([{ reason: 'taken-over' }])
    expect(first.waits).toBe('practitioner')
  })

  test('is free once the other has left', () => {
    first.leave()
    expect(second.open(null)).toMatchObject({ type: 'view' })
  })

  test('is free once the other has opened another session', () => {
    const { ring } = new Client(over)
    first.raw(JSON.stringify({ type: 'open', id: 'x', ...ring, area: 'southwark' }))
    expect(second.open(null)).toMatchObject({ type: 'view' })
  })
})

describe('a page that comes back before its old connection is known to be dead', () => {
  test('carries on without being asked', () => {
    const page = randomUUID()
    first.open(null, { page })
    expect(second.open(null, { page })).toMatchObject({ type: 'view' })
    expect(first.told).toEqual([])
    expect(second.answer('role', 'lead').revision).toBe(2)
    first.leave()
    expect(second.say({ type: 'back' })).toMatchObject({ type: 'view' })
  })

  test('is not another load of the same page', () => {
    first.open(null, { page: randomUUID() })
    expect(second.open(null, { page: randomUUID() })).toMatchObject({ reason: 'elsewhere' })
  })
})
