import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeCipher } from '../../../server/node/cipher.ts'
import { keyFiles } from '../../../server/node/key-files.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'handrail-keys-')), 'keys')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

describe('the key of a day', () => {
  test('is made once, and is the same for a process that starts later', () => {
    const keys = keyFiles(folder, nodeCipher)
    expect(keys.of('2026-11-22')).toBeNull()
    const made = keys.make('2026-11-22')
    expect(made).toHaveLength(32)
    expect(keys.make('2026-11-22')).toEqual(made)
    expect(keyFiles(folder, nodeCipher).of('2026-11-22')).toEqual(made)
    expect(keys.make('2026-11-23')).not.toEqual(made)
  })

  test('can be read by the account of the service alone', () => {
    keyFiles(folder, nodeCipher).make('2026-11-22')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, '2026-11-22.key')).mode & 0o777).toBe(0o600)
  })

  test('is destroyed with those before it, and stays so', () => {
    const keys = keyFiles(folder, nodeCipher)
    const days = ['2026-11-20', '2026-11-21', '2026-11-22']
    const [old] = days.map((day) => keys.make(day))
    keys.destroyBefore('2026-11-22')
    expect(days.map((day) => keys.of(day) !== null)).toEqual([false, false, true])
    expect(readdirSync(folder)).toEqual(['2026-11-22.key'])
    expect(old?.every((byte) => byte === 0)).toBe(true)
  })

  test('is not taken from a file that was cut short', () => {
    const keys = keyFiles(folder, nodeCipher)
    keys.make('2026-11-22')
    writeFileSync(join(folder, '2026-11-22.key'), 'short')
    expect(keyFiles(folder, nodeCipher).of('2026-11-22')).toBeNull()
  })

  test('leaves alone what else is in its folder', () => {
    const keys = keyFiles(folder, nodeCipher)
    writeFileSync(join(folder, 'notes.txt'), 'ours')
    keys.destroyBefore('2026-11-22')
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('ours')
  })

  test('is in a folder that is closed to others, even one that was open before', () => {
    keyFiles(folder, nodeCipher)
    chmodSync(folder, 0o755)
    keyFiles(folder, nodeCipher)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })
})
