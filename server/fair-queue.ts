/**
 * Does work that takes a moment a few pieces at a time, and in turns by whom it is for. Whoever has much to do waits for themselves alone: between two pieces of theirs, everyone else who waits has one.
 * @param atOnce how many pieces are worked on at once: as many as two processors can do, so that turns go on beside them
 */
export function fairQueue(atOnce = 2) {
  /** Whose work waits, in the order of their turns; nobody is here without any. */
  const waiting = new Map<string, (() => Promise<void>)[]>()
  let running = 0

  function next(): void {
    if (running >= atOnce) return
    for (const [who, [first, ...rest]] of waiting) {
      waiting.delete(who)
      if (!first) continue
      // To the end of those who wait.
      if (rest.length > 0) waiting.set(who, rest)
      running += 1
      void first().finally(() => {
        running -= 1
        next()
      })
      return
    }
  }

  /** Does a piece of work when its turn has come, and gives what it gives. */
  return <Result>(who: string, work: () => Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      const piece = () => work().then(resolve, reject)
      waiting.set(who, [...(waiting.get(who) ?? []), piece])
      next()
    })
}
