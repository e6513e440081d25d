import { blockOf } from './address-block.ts'
import type { Connection } from './connection.ts'
import { type Allowance, allAllow, Limit } from './limits.ts'
import type { Rejection } from './protocol.ts'

/** What is allowed, per address, per tenant (the origin a page was served to) and per session. */
export type Allowances = {
  messages: { session: Allowance; tenant: Allowance; address: Allowance }
  /** Openings cost more than turns, so they are counted by themselves. */
  openings: { session: Allowance; tenant: Allowance; address: Allowance }
  /** Codes that one address may look up, and as many that it may try, right or wrong: a room of forty, and slips. */
  codes: Allowance
  /** Codes that one address may have made, each at the cost of a try; as many as it may try where it is not said. */
  newCodes?: Allowance
}

/** What stands between a connection and the conversation: how much, how often, and whether there is room. */
export type Door = ReturnType<typeof createDoor>

/**
 * The address comes first: what one address may do is far below what its tenant may, and far above what a
 * training room of forty does.
 * @param full whether memory is short, so that nothing new may begin
 */
export function createDoor(
  { messages, openings, codes, newCodes = codes }: Allowances,
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
  const lookedUp = new Limit(codes)
  const tried = new Limit(codes)
  const made = new Limit(newCodes)
  const all = [...Object.values(said), ...Object.values(opened), lookedUp, tried, made]
  const allows = (limits: typeof said, { from, origin }: Connection, session: string | null) =>
    allAllow(
      steady(),
      [limits.address, blockOf(from)],
      [limits.tenant, origin],
      ...(session === null ? [] : [[limits.session, session] as const]),
    )
  return {
    /** Why a frame is not even read, or `null`. */
    refuses: (connection: Connection): Rejection | null =>
      allows(said, connection, connection.session) ? null : 'too-many',

    /** Why a session is not opened now, or `null`. */
    refusesOpening(connection: Connection, session: string): Rejection | null {
      if (full()) return 'busy'
      // By session and address, so that no stranger uses up what the person who has the key may do.
      const who = `${session} ${blockOf(connection.from)}`
      return allows(opened, connection, who) ? null : 'too-many'
    },

    /** Whether an address may ask once more which conversation a code is for. */
    allowsLookup: (from: string): boolean => allAllow(steady(), [lookedUp, blockOf(from)]),

    /** Whether an address may try one more code. */
    allowsCode: (from: string): boolean => allAllow(steady(), [tried, blockOf(from)]),

    /** Whether an address may have one more code made. */
    allowsNewCode: (from: string): boolean => allAllow(steady(), [made, blockOf(from)]),

    sweep(): void {
      const at = steady()
      for (const limit of all) limit.sweep(at)
    },
  }
}
