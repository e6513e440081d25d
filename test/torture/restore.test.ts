import { expect, test } from 'vitest'
import { lastLine } from './last-line.ts'

test('a service restored from a backup has all that was acknowledged before it, opens it by its keys alone, and says what it lacks', async () => {
  const { code, counts } = await lastLine('restore.ts', '--times', '1', '--clients', '6')
  expect(counts).toMatchObject({ lost: 0, different: 0, untold: 0, openedByOthers: 0, faults: 0 })
  expect(counts).toMatchObject({
    startedWithoutKeys: 0,
    found: 0,
    unwrapped: 0,
    openedWithoutDay: 0,
  })
  expect(counts).toMatchObject({ restores: 2, wentOn: 10, notThere: 1, refusedWithoutKeys: 2 })
  expect(counts.cameBack).toBe(1)
  expect(counts.rewound).toBeGreaterThan(0)
  expect(counts.unwrappedWithKey).toBeGreaterThan(0)
  expect(code).toBe(0)
})
