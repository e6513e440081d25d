import { expect, test } from 'vitest'
import { tortureAbuse } from './abuse.ts'

test('clients that only take up room are let go, and nobody else is', async () => {
  const counts = await tortureAbuse({
    each: 30,
    healthy: 6,
    sessions: 40,
    over: 4,
    patience: 2,
    lock: 2,
  })
  expect(counts).toMatchObject({ abusers: 91, evicted: 91, lost: 0, refused: 0, faults: 0 })
  expect(counts.turns).toBeGreaterThan(6)
})
