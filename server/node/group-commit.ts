import type { Tally } from '../tally.ts'
import type { Sqlite } from './sqlite.ts'

type Waiting = { deliver: () => void; refuse: () => void }

/**
 * Makes the turns of one round of the event loop durable together, and lets their replies go only then:
 * a thousand turns that came at once share one wait for the disk.
 * After one failure nothing is acknowledged any more: what memory holds is ahead of the disk by then.
 * @param failed told of that failure
 */
export function groupCommit(sql: Sqlite, tally: Tally, failed: (error: unknown) => void) {
  let waiting: Waiting[] = []
  let broken = false

  function fail(error: unknown): void {
    if (broken) return
    broken = true
    failed(error)
  }

  function flush(): void {
    const round = waiting
    waiting = []
    const started = performance.now()
    try {
      if (!broken) sql.commit()
    } catch (error) {
      fail(error)
    }
    if (broken) {
      for (const { refuse } of round) refuse()
      return
    }
    const seconds = (performance.now() - started) / 1000
    if (round.length > 0) tally({ kind: 'turns', amount: round.length, seconds })
    for (const { deliver } of round) deliver()
  }

  return {
    /**
     * Holds a reply back until everything written so far is durable.
     * @param deliver sends the reply
     * @param refuse sends a refusal in its place
     */
    hold(deliver: () => void, refuse: () => void): void {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ deliver, refuse })
    },
    flush,
    /** Says that the disk failed at something else than a commit: nothing is acknowledged after that either. */
    fail,
  }
}
