import { expect, test } from 'vitest'
import { scanShred } from './scan-shred.ts'

test('every harm to a store is noticed, and nothing opens once the day’s key is gone', async () => {
  const counts = await scanShred({ sessions: 2, bits: 1, every: 16 })
  expect(counts).toMatchObject({ differs: 0, faults: 0, opened: 0, dayKeysLeft: 0, rowsLeft: 0 })
  expect(counts).toMatchObject({ unseen: 0, unwrapped: 0, unwrappedBefore: 6 })
  expect(counts.openedBefore).toBeGreaterThan(0)
  expect(counts.byHand.noticed).toBeGreaterThan(100)
  expect(counts.told).toBeGreaterThan(100)
})
