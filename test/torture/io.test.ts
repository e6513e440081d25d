import { expect, test } from 'vitest'
import { everyCall, tortureIo } from './io.ts'
import { canSpoil } from './io-shim.ts'

test.skipIf(!canSpoil())(
  'a disk that fails at a write or a sync costs no acknowledged turn, and everyone is told (needs gcc)',
  async () => {
    const todo = [
      { kind: 'eio', nth: 1, way: 'turns' } as const,
      ...everyCall('turns', 70, 71),
      { kind: 'eio', nth: 1, way: 'round' } as const,
    ]
    const counts = await tortureIo(todo, 2)
    expect(counts).toMatchObject({ injections: 8, lost: 0, silent: 0, unexpected: 0 })
    expect(counts.notStarted).toBe(1)
    expect(counts.stopped).toBeGreaterThanOrEqual(4)
  },
)
