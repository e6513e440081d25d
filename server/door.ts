import type { Connection } from './connection.ts'
import { type Allowance, Limit } from './limits.ts'
import type { Rejection } from './protocol.ts'

/** What is allowed, per session, per tenant (the origin a page was served to) and per address. */
export type Allowances = {
  messages: { session: Allowance; tenant: Allowance; address: Allowance }
  /** Openings cost more than turns, so they are counted by themselves. */
  openings: { session: Allowance; tenant: Allowance; address: Allowance }
}

/** What stands between a connection and the conversation: how much, how often, and whether there is room. */
export type Door = ReturnType<typeof createDoor>

/**
 * The narrowest limit comes first and is the strictest: a training room of thirty shares one address.
 * @param full whether memory is short, so that nothing new may begin
 */
export function createDoor(
  { messages, openings }: Allowances,
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
      return allows(opened, connection, session) ? null : 'too-many'
    },

    sweep(): void {
      const at = steady()
      for (const limits of [said, opened]) {
        for (const limit of Object.values(limits)) limit.sweep(at)
      }
    },
  }
}
