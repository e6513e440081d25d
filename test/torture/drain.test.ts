import { expect, test } from 'vitest'
import { lastLine } from './last-line.ts'

test('a service asked to stop under its clients ends well, and they go on with the next', async () => {
  const { code, counts } = await lastLine('drain.ts', '--clients', '50', '--times', '2')
  expect(counts).toMatchObject({ times: 2, unclean: 0, late: 0, lost: 0, doubled: 0 })
  expect(counts).toMatchObject({ locked_out: 0, different: 0, old_keys: 0, refused: {} })
  expect(counts.under_way).toBeGreaterThan(0)
  expect(code).toBe(0)
})
