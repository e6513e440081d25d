import { setImmediate as nextRound } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRestraint } from '../../../server/node/restraint.ts'

let restraint: ReturnType<typeof createRestraint>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  restraint = createRestraint((error) => {
    throw error
  })
})
afterEach(() => {
  vi.useRealTimers()
})

function connection() {
  const socket = {
    isPaused: false,
    pause() {
      socket.isPaused = true
    },
    resume() {
      socket.isPaused = false
    },
  }
  return { socket, waiting: 0, refused: 0 }
}

const times = (count: number, work: () => void) => {
  for (let done = 0; done < count; done += 1) work()
}

test('a connection is read no further ahead than sixty-four frames, and on once they are answered', () => {
  const one = connection()
  times(63, () => restraint.waits(one))
  expect(one.socket.isPaused).toBe(false)
  times(7, () => restraint.waits(one))
  expect(one.socket.isPaused).toBe(true)
  times(69, () => restraint.answered(one))
  expect(one.socket.isPaused).toBe(true)
  restraint.answered(one)
  expect(one.socket.isPaused).toBe(false)
})

test('one that sends too much is not read from for a second, whatever of it is answered meanwhile', async () => {
  const one = connection()
  restraint.waits(one)
  restraint.refused(one)
  restraint.answered(one)
  vi.advanceTimersByTime(999)
  await nextRound()
  expect(one.socket.isPaused).toBe(true)
  vi.advanceTimersByTime(1)
  await nextRound()
  expect([one.socket.isPaused, one.refused]).toEqual([false, 0])
})

test('it is told so twenty times, and what came beside that is dropped', () => {
  const one = connection()
  times(19, () => restraint.refused(one))
  expect(restraint.isDeafTo(one)).toBe(false)
  restraint.refused(one)
  expect(restraint.isDeafTo(one)).toBe(true)
})

test('many whose time is over together are read from again one in each round', async () => {
  const all = Array.from({ length: 5 }, connection)
  for (const one of all) restraint.refused(one)
  vi.advanceTimersByTime(1_000)
  const paused = () => all.filter(({ socket }) => socket.isPaused).length
  for (let left = 4; left >= 0; left -= 1) {
    await nextRound()
    expect(paused()).toBe(left)
  }
})

test('a refusal is held back for a moment, but no more than a hundred at once', async () => {
  let told = 0
  const ask = () =>
    restraint.beforeRefusal().then(() => {
      told += 1
    })
  times(100, ask)
  await nextRound()
  expect(told).toBe(0)
  times(3, ask)
  await nextRound()
  expect(told).toBe(3)
  vi.advanceTimersByTime(250)
  await nextRound()
  expect(told).toBe(103)
  times(1, ask)
  await nextRound()
  expect(told).toBe(103)
})
