import { expect, test } from 'vitest'
import { lastLine } from './last-line.ts'

test('a service killed under its clients loses nothing, doubles nothing and locks nobody out', async () => {
  const { code, counts } = await lastLine('kill.ts', '--kills', '5', '--clients', '20')
  expect(counts).toMatchObject({ kills: 5, lost: 0, doubled: 0, locked_out: 0, different: 0 })
  expect(counts).toMatchObject({ old_keys: 0, refused: {} })
  expect(counts.acknowledged).toBeGreaterThan(0)
  expect(code).toBe(0)
})
