import type { SqlValue } from './sql.ts'
import type { SessionHead, StoredSession } from './store.ts'

/** A session as its row has it. */
export type SessionRow = {
  row: number
  id: string
  area: string
  digest: string
  mode: SessionHead['mode']
  day: string
  expires: number
  key_hash: string
  key_wrapped: Uint8Array
  next_hash: string | null
  next_wrapped: Uint8Array | null
  locator: string | null
  code_wrapped: Uint8Array | null
  code_tries: number
  rest: Uint8Array | null
} & Record<string, SqlValue>

/** A session as it is used, from its row. */
export function storedFrom(found: SessionRow): StoredSession {
  const { row, id, area, digest, mode, day, expires, locator, rest } = found
  return {
    row,
    head: { id, area, digest, mode, day, expires },
    key: { hash: found.key_hash, wrapped: found.key_wrapped },
    next:
      found.next_hash && found.next_wrapped
        ? { hash: found.next_hash, wrapped: found.next_wrapped }
        : null,
    code:
      locator !== null && found.code_wrapped
        ? { locator, wrapped: found.code_wrapped, tries: found.code_tries }
        : null,
    rest,
  }
}
