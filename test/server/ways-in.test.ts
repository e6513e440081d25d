import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { nodeCipher } from '../../server/node/cipher.ts'
import type { SessionHead, Way } from '../../server/store.ts'
import { waysIn } from '../../server/ways-in.ts'
import { unwrap } from '../torture/scan-reader.ts'

// What is wrapped is attacked with the cryptography alone: nothing of the service is asked.

const head: SessionHead = {
  id: '11111111-1111-4111-8111-111111111111',
  area: 'southwark',
  digest: 'd'.repeat(64),
  mode: 'live',
  day: '2026-11-20',
  expires: 0,
}
const ways = waysIn(nodeCipher)
const dataKey = ways.newDataKey()
const dayKey = nodeCipher.random(32)
const key = randomBytes(32).toString('base64url')
const stretched = nodeCipher.random(32)

const rowOf = ({ wrapped }: Pick<Way, 'wrapped'>, changed: Partial<SessionHead> = {}) => ({
  ...head,
  ...changed,
  key_wrapped: wrapped,
})

const wrappings = [
  ['a client’s key', ways.forKey(head, dataKey, key, dayKey), Buffer.from(key)],
  [
    'a code',
    ways.forCode(head, dataKey, { locator: '1234567', stretched }, dayKey),
    Buffer.from(stretched),
  ],
] as const

describe.each(wrappings)('what is wrapped under %s', (_, way, secret) => {
  test('opens by it together with the key of its day', () => {
    expect(unwrap(rowOf(way), secret, dayKey)).toEqual([Buffer.from(dataKey)])
  })

  test('opens by neither of the two alone, nor with anything else in the place of the other', () => {
    const others = [0, 1, 32].map((length) => new Uint8Array(length))
    for (const other of [...others, nodeCipher.random(32), secret, dayKey.slice(0, 31)]) {
      expect(unwrap(rowOf(way), secret, other)).toEqual([])
      if (other !== secret) expect(unwrap(rowOf(way), other, dayKey)).toEqual([])
    }
    expect(unwrap(rowOf(way), dayKey, secret)).toEqual([])
  })

  test.each([
    { id: '22222222-2222-4222-8222-222222222222' },
    { area: 'stoke' },
    { digest: 'e'.repeat(64) },
    { mode: 'rehearsal' as const },
    { day: '2026-11-21' },
  ])('opens under no other head: %o', (changed) => {
    expect(unwrap(rowOf(way, changed), secret, dayKey)).toEqual([])
  })
})

test('a session’s key is another each time, and what is kept of a client’s key is a hash', () => {
  expect(ways.newDataKey()).not.toEqual(dataKey)
  expect(dataKey).toHaveLength(32)
  const { hash, wrapped } = ways.forKey(head, dataKey, key, dayKey)
  expect(hash).toBe(nodeCipher.hash(key))
  expect(Buffer.from(wrapped).includes(Buffer.from(dataKey))).toBe(false)
})

test('a key comes in by the way that was made for it, and no other', () => {
  const other = randomBytes(32).toString('base64url')
  const stored = {
    row: 1,
    head,
    key: ways.forKey(head, dataKey, key, dayKey),
    next: ways.forKey(head, dataKey, other, dayKey),
    code: ways.forCode(head, dataKey, { locator: '1', stretched }, dayKey),
    rest: null,
  }
  const came = (given: string) => ways.byKey(stored, given, dayKey)
  expect([came(key), came(other)]).toEqual(
    ['key', 'next'].map((by) => ({ dataKey: Buffer.from(dataKey), by })),
  )
  expect([came(`${key.slice(0, -1)}_`), came(key.slice(1)), came('')]).toEqual(
    Array(3).fill('wrong-key'),
  )
  expect(ways.byKey(stored, key, stretched)).toBe('damaged')
  expect(ways.byKey({ ...stored, next: null }, other, dayKey)).toBe('wrong-key')
  expect(ways.byCode(stored, stretched, dayKey)).toMatchObject({ by: 'code' })
  expect(ways.byCode(stored, dayKey, dayKey)).toBe('wrong-code')
  expect(ways.byCode({ ...stored, code: null }, stretched, dayKey)).toBe('wrong-code')
})
