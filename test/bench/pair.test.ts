import { expect, test } from 'vitest'
import { inTurns } from './pair.ts'

test('sides are read in turns, each of them first in every second round', async () => {
  const order: string[] = []
  const readings = await inTurns(3, ['ours', 'echo'] as const, async (name) => order.push(name))
  expect(order).toEqual(['ours', 'echo', 'echo', 'ours', 'ours', 'echo'])
  expect(readings).toEqual({ ours: [1, 4, 5], echo: [2, 3, 6] })
})
