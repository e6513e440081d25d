import { setImmediate as nextRound } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { fairQueue } from '../../server/fair-queue.ts'

describe('a fair queue', () => {
  /** Pieces of work that are done by hand, in the order they were begun. */
  const byHand = (atOnce: number) => {
    const inTurns = fairQueue(atOnce)
    const begun: { name: string; done: (failed?: boolean) => void }[] = []
    const ask = (who: string, name: string) =>
      inTurns(
        who,
        () =>
          new Promise<string>((resolve, reject) => {
            begun.push({ name, done: (failed) => (failed ? reject(name) : resolve(name)) })
          }),
      )
    return { ask, begun, names: () => begun.map(({ name }) => name) }
  }

  test('has whoever asks for little wait for one piece of each other, however much those ask for', async () => {
    const { ask, begun, names } = byHand(1)
    for (let i = 0; i < 500; i += 1) void ask('much', `much ${i}`)
    void ask('little', 'little')
    void ask('some', 'some 0')
    void ask('some', 'some 1')
    for (let i = 0; i < 5; i += 1) {
      begun[i]?.done()
      await nextRound()
    }
    expect(names()).toEqual(['much 0', 'much 1', 'little', 'some 0', 'much 2', 'some 1'])
  })

  test('works on so many pieces at once, gives what each gives, and goes on after one that fails', async () => {
    const { ask, begun, names } = byHand(2)
    const [first, second, third] = [ask('a', 'a'), ask('b', 'b'), ask('c', 'c')]
    expect(names()).toEqual(['a', 'b'])
    begun[0]?.done(true)
    await expect(first).rejects.toBe('a')
    await nextRound()
    expect(names()).toEqual(['a', 'b', 'c'])
    begun[2]?.done()
    begun[1]?.done()
    expect(await Promise.all([second, third])).toEqual(['b', 'c'])
  })
})
