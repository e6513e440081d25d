import { expect, test } from 'vitest'
import { canTrace, tortureOrder } from './order.ts'

test.skipIf(!canTrace())(
  'no acknowledgement leaves before the sync that covers its turn (needs strace)',
  async () => {
    const counts = await tortureOrder({ turns: 240, clients: 6 })
    expect(counts).toMatchObject({ acknowledgements: 240, early: 0, unmapped: 0 })
    expect(counts.syncs).toBeGreaterThan(1)
  },
)
