import { expect, test } from 'vitest'
import { lastLine } from '../torture/last-line.ts'

test('however the limits of what someone may do are broken, a test notices', async () => {
  const { code, counts } = await lastLine(
    '../mutation/mutation.ts',
    '--admission',
    'server/limits.ts:15-27',
  )
  expect(counts).toEqual({ breaks: expect.any(Number), noticed: counts.breaks, missed: 0 })
  expect(code).toBe(0)
})
