import type { Connection } from './connection.ts'
import { type Allowance, Limit } from './limits.ts'
import type { Rejection } from './protocol.ts'

/** What is allowed, per session, per tenant (the origin a page was served to) and per address. */
export type Allowances = {
  messages: { session: Allowance; tenant: Allowance; address: Allowance }
  /** Openings cost more than turns, so they are counted by themselves. */
  openings: { session: Allowance; tenant: Allowance; address: Allowance }
  /** Codes that one address may try, right or wrong: somebody who writes slowly, in a room of thirty. */
  codes: Allowance
}

/** What stands between a connection and the conversation: how much, how often, and whether there is room. */
export type Door = ReturnType<typeof createDoor>

/**
 * The narrowest limit comes first and is the strictest: a training room of thirty shares one address.
 * @param full whether memory is short, so that nothing new may begin
 */
export function createDoor(
  { messages, openings, codes }: Allowances,
  steady: () => number,
  full: () => boolean,
) {
  const counted = (by: Allowances['messages']) => ({
    session: new Limit(by.session),
    tenant: new Limit(by.tenant),
    address: new Limit(by.address),
  })
  const said = counted(messages)
  const opened = counted(openings)
  const tried = new Limit(codes)
  const allows = (limits: typeof said, connection: Connection, session: string | null) => {
    const at = steady()
    return (
      (session === null || limits.session.allows(session, at)) &&
      limits.tenant.allows(connection.origin, at) &&
      limits.address.allows(connection.from, at)
    )
  }
  return {
    /** Why a frame is not even read, or `null`. */
    refuses: (connection: Connection): Rejection | null =>
      allows(said, connection, connection.session) ? null : 'too-many',

    /** Why a session is not opened now, or `null`. */
    refusesOpening(connection: Connection, session: string): Rejection | null {
      if (full()) return 'busy'
      // By session and address, so that no stranger uses up what the person who has the key may do.
      const who = `${session} ${connection.from}`
      return allows(opened, connection, who) ? null : 'too-many'
    },

    /** Whether an address may try one more code. */
    allowsCode: (from: string): boolean => tried.allows(from, steady()),

    sweep(): void {
      const at = steady()
      for (const limit of [...Object.values(said), ...Object.values(opened), tried]) limit.sweep(at)
    },
  }
}
