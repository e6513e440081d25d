import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LogEntry } from '../../../server/log.ts'
import { createBackups } from '../../../server/node/backups.ts'
import { openSqlite, type Sqlite } from '../../../server/node/sqlite.ts'
import type { DiskRoom } from '../../../server/room.ts'

let place: string
let folder: string
let store: Sqlite
let room: DiskRoom
let log: LogEntry[]
/** Done before each piece of a copy. */
let before: () => void
let backups: ReturnType<typeof createBackups>

/** One database of a megabyte, and a service's backups of it as fast as they can be made. */
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'handrail-'))
  const dataDir = join(place, 'data')
  folder = join(place, 'backup')
  for (const made of [dataDir, folder]) mkdirSync(made)
  writeFileSync(join(dataDir, 'clock.json'), '{"steady":1}')
  store = openSqlite(join(dataDir, 'handrail.sqlite'), { batched: true })
  store.run('create table one (n integer, filling blob)')
  store.run('create table other (n integer)')
  for (let n = 0; n < 256; n += 1) both(n)
  store.commit()
  room = 'enough'
  log = []
  before = () => {}
  backups = createBackups(
    { folder, every: 1 },
    {
      dataDir,
      store,
      flush: () => {
        before()
        store.commit()
      },
      room: () => room,
      log: (entry) => log.push(entry),
    },
  )
})
afterEach(async () => {
  await backups.stop()
  store.close()
  rmSync(place, { recursive: true })
})

/** Writes to two tables, in two statements of one transaction. */
function both(n: number): void {
  store.run('insert into one values (?, ?)', n, new Uint8Array(4_000))
  store.run('insert into other values (?)', n)
}

/** What the backup in the folder holds, read as a start would. */
function held() {
  const copy = openSqlite(join(folder, 'handrail.sqlite'))
  try {
    expect(copy.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    const [row] = copy.all<{ one: number; other: number }>(
      'select (select count(*) from one) as one, (select count(*) from other) as other',
    )
    return row
  } finally {
    copy.close()
  }
}

async function said(kind: LogEntry['kind']) {
  const found = () => log.find((one) => one.kind === kind)
  await expect.poll(found).toBeDefined()
  return found()
}

describe('a backup', () => {
  test('is the whole database and the clock’s note, for this account alone, and is logged with its size', async () => {
    const told = await said('backup')
    await backups.stop()
    const files = readdirSync(folder).sort()
    expect(files).toEqual(['clock.json', 'handrail.sqlite'])
    for (const name of files) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(told).toEqual({
      kind: 'backup',
      bytes: statSync(join(folder, 'handrail.sqlite')).size,
    })
    expect(held()).toEqual({ one: 256, other: 256 })
  })

  test('goes on while turns are written, and holds each whole or not at all', async () => {
    let n = 256
    const turns = setInterval(() => {
      n += 1
      both(n)
      setImmediate(() => store.commit())
    }, 1)
    await expect.poll(() => log.length > 2 && n > 300).toBe(true)
    clearInterval(turns)
    await backups.stop()
    const { one = 0, other } = held() ?? {}
    expect(one).toBeGreaterThan(256)
    expect(one).toBe(other)
    expect(new Set(log.map(({ kind }) => kind))).toEqual(new Set(['backup']))
  })

  test('that is broken off by a stop leaves the one before whole, and nothing of itself', async () => {
    await said('backup')
    let pieces = 0
    const stopped = new Promise<void>((resolve) => {
      before = () => {
        pieces += 1
        if (pieces !== 5) return
        both(1_000)
        resolve(backups.stop())
      }
    })
    await stopped
    before = () => {}
    expect(readdirSync(folder).sort()).toEqual(['clock.json', 'handrail.sqlite'])
    expect(held()).toEqual({ one: 256, other: 256 })
  })

  test('is left out while the disk has little room, which is said, and made once it has', async () => {
    room = 'short'
    expect(await said('backup-skipped')).toEqual({ kind: 'backup-skipped', room: 'short' })
    expect(readdirSync(folder)).not.toContain('handrail.sqlite.new')
    room = 'enough'
    await said('backup')
    expect(held()).toEqual({ one: 256, other: 256 })
  })

  test('that cannot be written is logged by the system’s word for it, and tried again', async () => {
    await said('backup')
    renameSync(folder, `${folder}-elsewhere`)
    await expect.poll(() => log).toContainEqual({ kind: 'backup-failed', code: 'ENOENT' })
    mkdirSync(folder)
    await expect.poll(() => existsSync(join(folder, 'handrail.sqlite'))).toBe(true)
    expect(held()).toEqual({ one: 256, other: 256 })
  })

  test('takes away what one that was killed has left', async () => {
    await backups.stop()
    for (const name of ['handrail.sqlite.new', 'handrail.sqlite.new-journal'])
      writeFileSync(join(folder, name), 'what a killed process had written so far')
    backups = createBackups(
      { folder, every: 1 },
      {
        dataDir: join(place, 'data'),
        store,
        flush: store.commit,
        room: () => room,
        log: (entry) => log.push(entry),
      },
    )
    await said('backup')
    await backups.stop()
    expect(readdirSync(folder).sort()).toEqual(['clock.json', 'handrail.sqlite'])
    expect(held()).toEqual({ one: 256, other: 256 })
  })
})
