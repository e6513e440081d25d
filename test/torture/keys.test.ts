import { expect, test } from 'vitest'
import { lastLine } from './last-line.ts'

test.skipIf(process.platform !== 'linux')(
  'whatever is done to the folder of the keys, none is replaced, and nobody is told that a record is deleted or damaged',
  async () => {
    const only = 'unreadable while it is down,lost while it runs,shared with another,clock back'
    const { code, counts } = await lastLine(
      'keys.ts',
      ...['--times', '1', '--clients', '1', '--only', only],
    )
    expect(counts).toMatchObject({ replaced: 0, damaged: 0, falselyDeleted: 0, lost: 0, silent: 0 })
    expect(counts.attacks).toBe(4)
    expect(counts.refusedStarts).toBe(2)
    expect(counts.notReady).toBe(1)
    expect(code).toBe(0)
  },
)
