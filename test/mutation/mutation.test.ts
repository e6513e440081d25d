import { expect, test } from 'vitest'
import { lastLine } from '../torture/last-line.ts'

test('however the rule that two ages disagree is broken, a test notices', async () => {
  const { code, counts } = await lastLine(
    '../mutation/mutation.ts',
    '--machines',
    'machines/child-age.ts:46-46',
  )
  expect(counts).toEqual({ breaks: expect.any(Number), noticed: counts.breaks, missed: 0 })
  expect(code).toBe(0)
})
