import type { WebSocket } from 'ws'
import { guarded } from './guarded.ts'

/** Whoever sends too much is told so, and not read from for so many milliseconds. */
const pause = 1_000

/** What had come from them by then is dropped unread, but for so many that are told. */
const mostTold = 20

/** How many frames of a connection are read ahead, before others have their turn. */
const mostAhead = 64

/** How long whoever is not let in waits to be told so, and how many wait at once; beyond that it is said at once. */
const wait = 250
const mostWaiting = 100

/** What is counted of a connection that may send too much. */
export type Restrained = {
  readonly socket: Pick<WebSocket, 'pause' | 'resume' | 'isPaused'>
  /** How many of its frames wait to be answered. */
  waiting: number
  /** How many of its messages were refused for being too many, while it is not read from for that. */
  refused: number
}

/**
 * Reads from each connection no faster than its messages are answered, and for a while not at all where they are
 * too many.
 * @param failed told of what goes wrong where nobody waits for an answer
 */
export function createRestraint(failed: (error: unknown) => void) {
  let waiting = 0
  /** Whose time is over, and who are read from again one in each round: all at once, everyone would wait for them. */
  const released: Restrained[] = []

  function release(one: Restrained): void {
    if (released.push(one) === 1) setImmediate(guarded(readOn, failed))
  }

  function readOn(): void {
    const one = released.shift()
    if (one) {
      one.refused = 0
      one.socket.resume()
    }
    if (released.length > 0) setImmediate(guarded(readOn, failed))
  }

  return {
    /** Holds a refusal back for a moment, so that somebody who asks again at once asks no more often than that. */
    async beforeRefusal(): Promise<void> {
      if (waiting === mostWaiting) return
      waiting += 1
      await new Promise((resolve) => setTimeout(resolve, wait))
      waiting -= 1
    },

    /** Whether what still comes from it is dropped. */
    isDeafTo: ({ refused }: Restrained): boolean => refused >= mostTold,

    /** One more of its frames waits. */
    waits(one: Restrained): void {
      one.waiting += 1
      if (one.waiting === mostAhead) one.socket.pause()
    },

    /** One of its frames waits no longer. */
    answered(one: Restrained): void {
      one.waiting -= 1
      if (one.waiting === 0 && one.refused === 0 && one.socket.isPaused) one.socket.resume()
    },

    /** One of its messages was refused for being too many. */
    refused(one: Restrained): void {
      one.refused += 1
      if (one.refused > 1) return
      one.socket.pause()
      setTimeout(
        guarded(() => release(one), failed),
        pause,
      ).unref()
    },
  }
}
