import { fill } from './fill.ts'
import type { Log } from './log.ts'
import type { Rejection, ServerMessage } from './protocol.ts'
import type { Outcome } from './session.ts'
import type { Tally } from './tally.ts'

/** Says a refusal in words, and counts it; a throw is a bug, logged by an id alone. */
export function createRefusals(words: Readonly<Record<string, string>>, log: Log, tally: Tally) {
  const rejected = (
    re: string | null,
    reason: Rejection,
    extra: Omit<Extract<Outcome, { rejected: Rejection }>, 'rejected'> & { id?: string } = {},
  ): ServerMessage => {
    const { id = '', ...rest } = extra
    tally({ kind: 'rejected', reason })
    return {
      type: 'rejected',
      re,
      reason,
      words: fill(words[wordsFor(reason, rest.fault)] ?? '', { id }),
      ...rest,
    }
  }

  const fault = (re: string | null, error: unknown): ServerMessage => {
    const id = crypto.randomUUID()
    log({ kind: 'fault', id, error })
    return rejected(re, 'fault', { id })
  }
  return { rejected, fault }
}

/** Which sentence of the interface says why: an answer's own fault where there is one. */
export const wordsFor = (reason: Rejection, fault?: string): string =>
  fault ? `fault.${fault}` : `rejected.${reason}`
