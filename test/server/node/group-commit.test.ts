import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextRound } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { groupCommit } from '../../../server/node/group-commit.ts'
import { openSqlite, type Sqlite } from '../../../server/node/sqlite.ts'
import type { Counted } from '../../../server/tally.ts'

let folder: string
let sql: Sqlite
let counted: Counted[]
let failures: unknown[]
let said: string[]
let commits: ReturnType<typeof groupCommit>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-commit-'))
  sql = openSqlite(join(folder, 'a.sqlite'), { batched: true })
  sql.run('create table event (words text)')
  sql.commit()
  counted = []
  failures = []
  said = []
  commits = groupCommit(
    sql,
    (one) => counted.push(one),
    (error) => failures.push(error),
  )
})
afterEach(() => {
  sql.close()
  rmSync(folder, { recursive: true })
})

const turn = (words: string) => {
  sql.run('insert into event (words) values (?)', words)
  commits.hold(
    () => said.push(`kept ${words}`),
    () => said.push(`not kept ${words}`),
  )
}
/** What a process that starts now would find. */
const kept = () => {
  sql.close()
  sql = openSqlite(join(folder, 'a.sqlite'))
  return sql.all<{ words: string }>('select words from event').map(({ words }) => words)
}

describe('turns of one round', () => {
  test('are answered in their order, and only after they were made durable together', async () => {
    turn('a')
    turn('b')
    expect(said).toEqual([])
    await nextRound()
    expect(said).toEqual(['kept a', 'kept b'])
    expect(counted).toMatchObject([{ kind: 'turns', amount: 2 }])
    expect(kept()).toEqual(['a', 'b'])
  })

  test('are all refused when they cannot be made durable, and so is everyone after them', async () => {
    const commit = sql.commit
    sql.commit = () => {
      throw new Error('the disk is full')
    }
    turn('a')
    turn('b')
    await nextRound()
    expect(said).toEqual(['not kept a', 'not kept b'])
    expect(failures).toHaveLength(1)
    sql.commit = commit
    turn('c')
    await nextRound()
    expect(said.at(-1)).toBe('not kept c')
    expect(failures).toHaveLength(1)
    expect(kept()).toEqual([])
  })

  test('that wrote nothing are answered all the same', async () => {
    commits.hold(
      () => said.push('read'),
      () => said.push('refused'),
    )
    await nextRound()
    expect(said).toEqual(['read'])
  })
})

describe('the file', () => {
  test('is not opened by a second process while one has it', () => {
    turn('a')
    expect(() => openSqlite(join(folder, 'a.sqlite'), { patience: 0 })).toThrow(/locked/)
  })

  describe('once a record is erased', () => {
    const names = () =>
      readdirSync(folder).filter((name) =>
        readFileSync(join(folder, name), 'latin1').includes('Zebedee'),
      )
    beforeEach(async () => {
      sql.run('create table session (row integer)')
      sql.run('insert into session values (1)')
      turn('Zebedee')
      await nextRound()
    })

    test('holds nothing of it, nor does its log', () => {
      sql.run('delete from event where words > ?', '')
      sql.commit()
      sql.run('delete from session where row = ?', 1)
      sql.commit()
      expect(names()).toEqual([])
    })

    test('waits for its log at no slice before the last', () => {
      sql.run('delete from event where words > ?', '')
      sql.commit()
      expect(names()).toEqual(['a.sqlite-wal'])
    })

    test('has a log that stays short however many slices there are', async () => {
      const slices = 40
      for (let slice = 0; slice < slices; slice += 1) {
        sql.run('insert into event values (?)', `${slice} `.padEnd(64 * 1024, 'a'))
        sql.run('delete from session where row = ?', 0)
        sql.commit()
      }
      expect(sql.room().log).toBe(0)
      for (let slice = 0; slice < slices; slice += 1) {
        sql.run('delete from event where words like ?', `${slice} %`)
        sql.commit()
      }
      expect(sql.room().log).toBeGreaterThan(0)
      expect(sql.room().log).toBeLessThan(10 * 64 * 1024)
    })

    test('holds nothing of a slice either where there is little room', () => {
      sql.squeeze(true)
      sql.commit()
      sql.run('delete from event where words > ?', '')
      sql.commit()
      expect(names()).toEqual([])
    })
  })
})
