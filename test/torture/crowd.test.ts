import { expect, test } from 'vitest'
import { tortureCrowd } from './crowd.ts'

test('one visitor who asks for all there is refuses nobody else a turn, and leaves nothing behind', {
  timeout: 300_000,
}, async () => {
  const counts = await tortureCrowd({ turns: 20 })
  expect(counts).toMatchObject({ turns: 120, refused: 0, left: 0 })
})
