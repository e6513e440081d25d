/** Work that stops now and then, so that others get their turn, and ends with a result. */
export type Sliced<Result> = Generator<void, Result>

/** What has to be done before a question can be answered; then it is asked again. */
export type Reading = { reading: Sliced<void> }

/** Does sliced work for somebody. The result is there at once, or once it has had its turns. */
export type Slices = <Result>(work: Sliced<Result>, who: string) => Result | Promise<Result>

/** How much of a record is read or erased in one go, in bytes: some two milliseconds of work. */
export const slice = 64 * 1024

/** What an event costs beside its bytes, in as many bytes. */
export const perEvent = 512

/** For a place that serves nobody else meanwhile. */
export const atOnce: Slices = (work) => {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/**
 * One slice each round of the event loop, however many wait. Whoever asks for much waits for themselves: one
 * address gets one turn and then the next does.
 * @param round calls back once everything that has come meanwhile was answered
 */
export function turnAbout(round: (step: () => void) => void): Slices {
  /** What waits, by who asked for it. A map goes round in the order in which they came. */
  const waiting = new Map<string, (() => boolean)[]>()

  function step(): void {
    const [next] = waiting
    if (!next) return
    const [who, [first, ...others]] = next
    waiting.delete(who)
    const left = first?.() ? [first, ...others] : others
    if (left.length > 0) waiting.set(who, left)
    if (waiting.size > 0) round(step)
  }

  return <Result>(work: Sliced<Result>, who: string) =>
    new Promise<Result>((resolve, reject) => {
      const go = () => {
        try {
          const { done, value } = work.next()
          if (done) resolve(value)
          return !done
        } catch (error) {
          reject(error)
          return false
        }
      }
      if (waiting.size === 0) round(step)
      waiting.set(who, [...(waiting.get(who) ?? []), go])
    })
}
