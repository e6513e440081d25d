import type { ServerMessage } from './protocol.ts'

/** One open socket, as a conversation knows it. It never holds a key. */
export type Connection = {
  /** The session its address named, where it named one. */
  address: string | null
  /** The session it has opened. */
  session: string | null
  /** The load of a page that it serves, as the page named itself. */
  page: string | null
  /** Whose page it serves, a tenant or an origin, and where it comes from: what limits are counted by. */
  origin: string
  from: string
  /** Whether a reply that takes a moment is under way. */
  waiting: boolean
  /** Whether it has closed: what was still under way for it is then of no use. */
  gone: boolean
  /** Says something that was not asked for. */
  tell(message: ServerMessage): void
}
