import { expect, test } from 'vitest'
import { lastLine } from './last-line.ts'
import { canMoveWall } from './wall.ts'

test.skipIf(!canMoveWall())(
  'a clock set ten years forth and back ends no session early and revives none',
  async () => {
    const { code, counts } = await lastLine('clock.ts', '--times', '3')
    expect(counts).toMatchObject({ times: 3, unmoved: 0, revived: 0, killed_early: 0 })
    expect(counts).toMatchObject({ not_erased: 0, lost: 0 })
    expect(counts.opened).toBeGreaterThan(0)
    expect(counts.refused).toBeGreaterThan(0)
    expect(code).toBe(0)
  },
)
