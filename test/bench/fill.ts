import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '../../server/day-keys.ts'
import { nodeCipher } from '../../server/node/cipher.ts'
import { keyFiles } from '../../server/node/key-files.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import { openStore } from '../../server/store.ts'
import { southwark } from '../support/southwark.ts'

/** How many events each stored session has, and how many bytes each has once sealed. */
const turns = 2
const sealedLength = 200

const batch = 10_000

/**
 * Stores so many sessions through the server's own storage, in a folder that no server runs over yet.
 * Their ids lie evenly among all ids, so that a random one has as many on either side.
 */
export async function fill(folder: string, count: number): Promise<void> {
  const sql = openSqlite(join(folder, 'handrail.sqlite'))
  const store = openStore(sql)
  const { pack, files } = southwark
  // Nobody opens these: what they weigh is real, and what they say is not.
  const key = { hash: nodeCipher.hash('nobody holds it'), wrapped: nodeCipher.random(60) }
  const now = Date.now()
  mkdirSync(`${folder}-keys`, { mode: 0o700 })
  // No service starts over sessions whose day has no key.
  keyFiles(`${folder}-keys`, nodeCipher).make(dayOf(now))
  for (let from = 0; from < count; from += batch) {
    sql.transaction(() => {
      for (let index = from; index < Math.min(count, from + batch); index += 1) {
        const head = {
          id: spread(index, count),
          area: pack.area.id,
          digest: pack.digest,
          mode: 'live',
          day: dayOf(now),
          expires: now + 72 * 3_600_000,
        } as const
        const { row } = store.begin(head, key, files)
        for (let turn = 0; turn < turns; turn += 1) {
          store.append(row, nodeCipher.random(sealedLength))
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
