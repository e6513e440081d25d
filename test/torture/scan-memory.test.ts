import { expect, test } from 'vitest'
import { scanMemory } from './scan-memory.ts'
import { canLookInto } from './scan-process.ts'

test.skipIf(!canLookInto(process.pid))(
  'once sessions are ended or locked, nothing of them is left in memory',
  async () => {
    const counts = await scanMemory({ sessions: 3, core: false })
    expect(counts).toMatchObject({ memory: 0, heap: 0 })
    expect(counts.live).toBeGreaterThan(0)
  },
)
