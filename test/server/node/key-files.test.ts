import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
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
  mkdirSync(folder, { mode: 0o700 })
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
    expect(statSync(join(folder, '2026-11-22.key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['2026-11-22.key'])
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

  test('is overwritten before its file goes, for whoever holds the file open or by another name', () => {
    const keys = keyFiles(folder, nodeCipher)
    const key = keys.make('2026-11-20')?.slice()
    const other = join(folder, 'other-name')
    linkSync(join(folder, '2026-11-20.key'), other)
    keys.destroyBefore('2026-11-22')
    const left = new Uint8Array(readFileSync(other))
    expect(left).toHaveLength(32)
    expect(left).not.toEqual(key)
    expect(left.filter((byte, at) => byte === key?.[at]).length).toBeLessThan(8)
  })

  const day = '2026-11-22'
  test.each([
    ['cannot be read', () => symlinkSync(join(folder, `${day}.key`), join(folder, `${day}.key`))],
    ['was cut short', () => writeFileSync(join(folder, `${day}.key`), 'short')],
    ['is a folder', () => mkdirSync(join(folder, `${day}.key`))],
  ])('is not made where one is there that %s', (_, spoil) => {
    spoil()
    const before = lstatSync(join(folder, `${day}.key`)).ino
    const keys = keyFiles(folder, nodeCipher)
    expect([keys.of(day), keys.make(day)]).toEqual([null, null])
    expect(lstatSync(join(folder, `${day}.key`)).ino).toBe(before)
    expect(readdirSync(folder)).toEqual([`${day}.key`])
  })

  test('is made though a process ended in the middle of making it', () => {
    writeFileSync(join(folder, `${day}.key.new`), 'half')
    expect(keyFiles(folder, nodeCipher).make(day)).toHaveLength(32)
  })

  test('wraps nothing new once its file is gone or spoilt, since it is in memory alone', () => {
    const keys = keyFiles(folder, nodeCipher)
    const key = keys.make(day)
    writeFileSync(join(folder, `${day}.key`), 'short')
    expect([keys.make(day), keys.of(day)]).toEqual([null, key])
    rmSync(join(folder, `${day}.key`))
    expect([keys.make(day), keys.of(day)]).toEqual([null, key])
  })

  test('is neither made nor destroyed in a folder that has come in the place of its own', () => {
    let isHere = true
    const keys = keyFiles(folder, nodeCipher, () => isHere)
    keys.make('2026-11-20')
    isHere = false
    keys.destroyBefore(day)
    expect(keys.make(day)).toBeNull()
    expect(readdirSync(folder)).toEqual(['2026-11-20.key'])
  })

  test('leaves what a link leads to as it is', () => {
    const elsewhere = join(folder, '..', 'elsewhere')
    writeFileSync(elsewhere, 'theirs')
    symlinkSync(elsewhere, join(folder, '2026-11-20.key'))
    keyFiles(folder, nodeCipher).destroyBefore(day)
    expect(readFileSync(elsewhere, 'utf8')).toBe('theirs')
  })
})
