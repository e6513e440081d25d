import { expect, test } from 'vitest'
import { tortureDisk } from './disk.ts'
import { SmallDisk } from './small-disk.ts'

test.skipIf(!SmallDisk.possible())(
  'a disk filled by visitors and then by others loses nothing, and the service starts and erases on it (needs root on Linux)',
  async () => {
    expect(await tortureDisk(28, 2)).toMatchObject({
      lost: 0,
      toldBusy: true,
      wentOn: 2,
      startedFull: true,
      endedFull: true,
      expiredFull: true,
      openAgain: true,
      left: 0,
      faults: 0,
    })
  },
  300_000,
)
