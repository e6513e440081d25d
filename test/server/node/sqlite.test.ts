import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../server/node/sqlite.ts'
import { sqlContract } from '../../support/sql-contract.ts'

function inFolder(work: (file: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-'))
  try {
    work(join(folder, 'store.sqlite'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

sqlContract('a SQLite file', (work) =>
  inFolder((file) => {
    const sql = openSqlite(file)
    work(sql)
    sql.close()
  }),
)

test('a file is kept in write-ahead mode, with every commit on the disk and deletions overwritten', () =>
  inFolder((file) => {
    const sql = openSqlite(file)
    expect(sql.all('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(sql.all('pragma synchronous')).toEqual([{ synchronous: 2 }])
    expect(sql.all('pragma secure_delete')).toEqual([{ secure_delete: 1 }])
    sql.close()
  }))

test('what was committed is there for the next that opens the file', () =>
  inFolder((file) => {
    const first = openSqlite(file)
    first.run('create table note (words text)')
    first.transaction(() => first.run('insert into note values (?)', 'kept'))
    first.close()
    const second = openSqlite(file)
    expect(second.all('select words from note')).toEqual([{ words: 'kept' }])
    second.close()
  }))

test('a commit fails once what waited for it was taken back, whatever was written since', () =>
  inFolder((file) => {
    const sql = openSqlite(file, { batched: true })
    sql.run('create table note (words text unique)')
    sql.commit()
    sql.run('insert into note values (?)', 'waiting')
    expect(() => sql.run('insert or rollback into note values (?)', 'waiting')).toThrow()
    sql.run('insert into note values (?)', 'later')
    expect(() => sql.commit()).toThrow()
    expect(() => sql.commit()).toThrow()
    sql.close()
  }))

test('a copy that meets an open transaction waits until it is committed, and holds it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-'))
  const sql = openSqlite(join(folder, 'store.sqlite'), { batched: true })
  sql.run('create table note (words text)')
  sql.commit()
  sql.run('insert into note values (?)', 'waiting')
  let asked = 0
  await sql.copy(join(folder, 'copy.sqlite'), () => {
    asked += 1
    if (asked === 3) sql.commit()
  })
  expect(asked).toBeGreaterThanOrEqual(3)
  sql.close()
  const copy = openSqlite(join(folder, 'copy.sqlite'))
  expect(copy.all('select words from note')).toEqual([{ words: 'waiting' }])
  copy.close()
  rmSync(folder, { recursive: true })
})
