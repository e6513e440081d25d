/** `now` is the time on the wall; `steady` the same until that clock is moved, and then only what has passed. */
export type Clock = { now: () => number; steady: () => number }

/** How long things are kept, in milliseconds. */
export type Retention = {
  /** From the start of a session to its deletion. */
  kept: number
  /** From a confirmed hand-over to its deletion. */
  handedOver: number
  /** From the last message to the moment its key leaves memory. */
  idle: number
}

/**
 * After this many milliseconds of silence what a session has folded leaves memory. Nobody notices: the record
 * is read again with the next message.
 */
export const restsAfter = 60_000
