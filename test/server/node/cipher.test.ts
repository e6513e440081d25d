import { createHash, hkdfSync, scryptSync } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { nodeCipher } from '../../../server/node/cipher.ts'
import { unseal } from '../../torture/scan-reader.ts'

const key = nodeCipher.random(32)
const ivOf = (sealed: Uint8Array) => Buffer.from(sealed.subarray(0, 12)).toString('latin1')

describe('what is sealed', () => {
  test('has an IV of its own, a million times', { timeout: 600_000 }, () => {
    // Fewer only where each break of the code is tried in turn.
    const seals = Number(process.env.SEALS ?? 1_000_000)
    const ivs = new Set<string>()
    for (let count = 0; count < seals; count += 1) ivs.add(ivOf(nodeCipher.seal(key, 'a', 'b')))
    expect(ivs.size).toBe(seals)
    // Random, and not counted: every byte of them takes every value.
    for (let at = 0; at < 12; at += 1) {
      const values = new Set<number>()
      for (const iv of ivs) {
        values.add(iv.charCodeAt(at))
        if (values.size === 256) break
      }
      expect(values.size).toBe(256)
    }
  })

  test('has other IVs in another process', async () => {
    vi.resetModules()
    const again = await import('../../../server/node/cipher.ts')
    const drawn = [nodeCipher, again.nodeCipher].map((cipher) =>
      Array.from({ length: 600 }, () => ivOf(cipher.seal(key, 'a', 'b'))),
    )
    expect(again.nodeCipher).not.toBe(nodeCipher)
    expect(new Set(drawn.flat()).size).toBe(1_200)
  })

  test.each(['', 'a', 'ü'.repeat(5_000)])(
    'is AES-256-GCM, as anyone can read who has the key',
    (text) => {
      const sealed = nodeCipher.seal(key, text, 'bound')
      expect(unseal(key, sealed, 'bound')?.toString()).toBe(text)
      expect(sealed).toHaveLength(28 + Buffer.byteLength(text))
      expect(Buffer.from(nodeCipher.open(key, sealed, 'bound') ?? []).toString()).toBe(text)
      expect(nodeCipher.seal(key, Buffer.from(text), 'bound')).toHaveLength(sealed.length)
    },
  )

  test('opens with no other key, nor bound to anything else, nor changed, nor cut short', () => {
    const sealed = nodeCipher.seal(key, 'text', 'bound')
    expect(nodeCipher.open(nodeCipher.random(32), sealed, 'bound')).toBeNull()
    expect(nodeCipher.open(key, sealed, 'other')).toBeNull()
    for (let at = 0; at < sealed.length; at += 1) {
      const turned = sealed.slice()
      turned[at] = (turned[at] ?? 0) ^ 1
      expect(nodeCipher.open(key, turned, 'bound')).toBeNull()
      expect(nodeCipher.open(key, sealed.subarray(0, at), 'bound')).toBeNull()
    }
    expect(nodeCipher.open(key, nodeCipher.seal(key, '', ''), '')).toHaveLength(0)
  })
})

describe('a key that is derived', () => {
  const secret = nodeCipher.random(64)

  test('is HKDF with SHA-256, and another for each salt and purpose', () => {
    const derived = nodeCipher.derive(secret, 'salt', 'purpose')
    expect(Buffer.from(derived)).toEqual(
      Buffer.from(hkdfSync('sha256', secret, 'salt', 'purpose', 32)),
    )
    expect(nodeCipher.derive(secret, 'other', 'purpose')).not.toEqual(derived)
    expect(nodeCipher.derive(secret, 'salt', 'other')).not.toEqual(derived)
  })

  test('hashes are SHA-256 in hex', () => {
    expect(nodeCipher.hash('a')).toBe(createHash('sha256').update('a').digest('hex'))
  })
})

describe('a code that is stretched', () => {
  const code = '123456789012345'

  test('is scrypt with N = 2^15, r = 8 and p = 1, which takes 32 MiB', async () => {
    const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 }
    const stretched = await nodeCipher.stretch(code, 'salt')
    expect(Buffer.from(stretched)).toEqual(scryptSync(code, 'salt', 32, cost))
    expect(() => scryptSync(code, 'salt', 32, { ...cost, maxmem: 2 ** 25 - 1 })).toThrow()
  })

  test('is many times the work of one with a thirty-second of the cost', async () => {
    const least = async (work: () => unknown) => {
      let spent = Number.POSITIVE_INFINITY
      for (let times = 0; times < 5; times += 1) {
        const before = process.cpuUsage()
        await work()
        const { user, system } = process.cpuUsage(before)
        spent = Math.min(spent, user + system)
      }
      return spent
    }
    const cheap = await least(() => scryptSync(code, 'salt', 32, { N: 2 ** 10, r: 8, p: 1 }))
    const real = await least(() => nodeCipher.stretch(code, 'salt'))
    expect(real / cheap).toBeGreaterThan(8)
  })
})
