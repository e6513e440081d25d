import {
  existsSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { diskWatch, makeRoom } from '../../../server/node/disk-watch.ts'
import type { DiskRoom } from '../../../server/room.ts'

const kilo = 1024
const mega = kilo * kilo

let folder: string
let stored: { used: number; ready: number; log: number }
let squeezed: boolean
let told: DiskRoom[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-watch-'))
  stored = { used: 0, ready: 0, log: 0 }
  squeezed = false
  told = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const free = () => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
const reserve = () => join(folder, 'reserve')

function watch(asked: Partial<Parameters<typeof diskWatch>[1]> = {}) {
  const store = {
    room: () => stored,
    squeeze: (on: boolean) => {
      squeezed = on
    },
  }
  const all = { most: 100 * mega, free: mega, reserve: 64 * kilo, ...asked }
  return diskWatch(folder, all, store, (room) => told.push(room))
}

test('there is enough where there is, and a reserve is put by, for this account alone', async () => {
  const disk = watch()
  disk.look()
  expect([disk.room(), squeezed]).toEqual(['enough', false])
  await vi.waitFor(() => expect(existsSync(reserve())).toBe(true), 10_000)
  const { size, mode } = statSync(reserve())
  expect([size, mode & 0o777]).toEqual([64 * kilo, 0o600])
  expect(told).toEqual([])
})

test('there is little once little is free, counting what lies ready in the database', () => {
  const disk = watch({ free: free() * 2 })
  disk.look()
  expect([disk.room(), squeezed]).toEqual(['short', true])
  stored.ready = free() * 2
  disk.look()
  expect(disk.room()).toBe('enough')
  expect(told).toEqual(['short', 'enough'])
})

test('what the log has yet to write does not count as free', () => {
  const disk = watch({ free: free() / 2 })
  disk.look()
  expect(disk.room()).toBe('enough')
  stored.log = free() * 0.75
  disk.look()
  expect(disk.room()).toBe('short')
})

test('all that may be kept is bounded, and the last tenth is for those under way', () => {
  const disk = watch()
  stored.used = 91 * mega
  disk.look()
  expect(disk.room()).toBe('short')
  stored.used = 100 * mega
  disk.look()
  expect(disk.room()).toBe('none')
})

test('the reserve is given up when there is next to nothing, and put back with room', async () => {
  watch().look()
  await vi.waitFor(() => expect(existsSync(reserve())).toBe(true), 10_000)
  makeRoom(folder, { reserve: 64 * kilo })
  expect(existsSync(reserve())).toBe(true)
  const disk = watch({ reserve: free() * 8 })
  disk.look()
  expect(existsSync(reserve())).toBe(false)
  expect(disk.room()).toBe('none')
  watch().look()
  await vi.waitFor(() => expect(existsSync(reserve())).toBe(true), 10_000)
})

test('a reserve that was given up is not for turns, which wait until it is put back', () => {
  const scarce = { free: kilo, reserve: Math.round(free() * 0.75) }
  const disk = watch(scarce)
  disk.look()
  expect([disk.room(), told]).toEqual(['none', ['none']])
  writeFileSync(reserve(), '')
  truncateSync(reserve(), scarce.reserve)
  disk.look()
  expect([disk.room(), told]).toEqual(['enough', ['none', 'enough']])
})

test('a disk that cannot be asked stops nobody', () => {
  const disk = watch()
  rmSync(folder, { recursive: true })
  disk.look()
  expect(disk.room()).toBe('enough')
  folder = mkdtempSync(join(tmpdir(), 'handrail-watch-'))
})
