import { expect, test } from 'vitest'
import { tortureCrowd } from './crowd.ts'

test('one visitor who asks for all there is refuses nobody else a turn, and leaves nothing behind', async () => {
  const names = ['upgrades to another protocol', 'messages without end'] as const
  const counts = await tortureCrowd({ turns: 20, names })
  expect(counts).toMatchObject({ turns: 40, refused: 0, left: 0 })
})
