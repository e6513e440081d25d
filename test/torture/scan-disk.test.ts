import { expect, test } from 'vitest'
import { scanDisk } from './scan-disk.ts'

test('nothing that was typed, no key and no code lies in any file, log or metric', async () => {
  const counts = await scanDisk({ sessions: 10 })
  expect(counts).toMatchObject({ found: 0, keysLeft: 0, kills: 1 })
  expect(counts.turns).toBeGreaterThan(50)
  expect(counts.sealed).toBeGreaterThan(50)
})
