import { expect, test } from 'vitest'
import { hogged } from './hog.ts'
import { hogs } from './hogs.ts'

test.each(['the last message again, on a record of large events', 'filling the disk'])(
  '%s: nobody else is refused anything, and nothing is left over',
  async (name) => {
    const hog = hogs[name]
    if (!hog) throw new Error('no such attack')
    expect(await hogged(hog, 20)).toMatchObject({ turns: 20, refused: 0, sockets: 0, rows: 0 })
  },
  200_000,
)
