import { join } from 'node:path'
import { openEventLog } from '../../server/event-log.ts'
import { hashOf } from '../../server/node/hash-of.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import { southwark } from '../support/southwark.ts'

/** What each stored session has said: enough to be a session, and little enough to store a million. */
const deeds = [
  { type: 'answer', question: 'danger', answer: { danger: 'no' } },
  { type: 'answer', question: 'role', answer: { role: 'lead' } },
] as const

const batch = 10_000

/**
 * Stores so many sessions through the server's own storage, in a folder that no server runs over yet.
 * Their ids lie evenly among all ids, so that a random one has as many on either side.
 */
export async function fill(folder: string, count: number): Promise<void> {
  const sql = openSqlite(join(folder, 'handrail.sqlite'))
  const log = openEventLog(sql)
  const { pack, files } = southwark
  const key = hashOf('nobody holds it')
  for (let from = 0; from < count; from += batch) {
    sql.transaction(() => {
      for (let index = from; index < Math.min(count, from + batch); index += 1) {
        const id = spread(index, count)
        const { id: area } = pack.area
        const head = { id, key, area, digest: pack.digest, mode: 'live', startedAt: 0 } as const
        log.begin(head, files)
        for (const [turn, deed] of deeds.entries()) {
          log.append(id, { seq: turn + 1, at: 0, message: `${id}-${turn}`, deed })
        }
      }
    })
  }
  sql.close()
}

/** The id that has `index` of `count` ids below it. */
function spread(index: number, count: number): string {
  const part = (index / count) * 2 ** 48
  const first = Math.floor(part).toString(16).padStart(12, '0')
  return `${first.slice(0, 8)}-${first.slice(8)}-4000-8000-${index.toString(16).padStart(12, '0')}`
}
