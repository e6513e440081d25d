import { describe, expect, test } from 'vitest'
import type { Sql } from '../../server/sql.ts'

/** What any storage must do, whatever it stands on. Each test gets a store of its own. */
export function sqlContract(
  name: string,
  fresh: (work: (sql: Sql) => void) => void | Promise<void>,
): void {
  const table = (sql: Sql) => sql.run('create table note (id integer primary key, words text)')
  const count = (sql: Sql) => sql.all<{ n: number }>('select count(*) as n from note')[0]?.n

  describe(`storage on ${name}`, () => {
    test('gives back what it was given, missing values included', () =>
      fresh((sql) => {
        table(sql)
        sql.run('insert into note (id, words) values (?, ?)', 1, 'ünïcødé 😀')
        sql.run('insert into note (id, words) values (?, ?)', 2, null)
        expect(sql.all('select id, words from note order by id')).toEqual([
          { id: 1, words: 'ünïcødé 😀' },
          { id: 2, words: null },
        ])
      }))

    test('gives back bytes as the bytes they were', () =>
      fresh((sql) => {
        sql.run('create table sealed (id integer primary key, bytes blob)')
        const bytes = new Uint8Array([0, 255, 10, 0]).subarray(1)
        sql.run('insert into sealed (bytes) values (?)', bytes)
        const [row] = sql.all<{ bytes: Uint8Array }>('select bytes from sealed')
        expect(row?.bytes).toBeInstanceOf(Uint8Array)
        expect([...(row?.bytes ?? [])]).toEqual([255, 10, 0])
      }))

    test('gives an empty list where there is nothing', () =>
      fresh((sql) => {
        table(sql)
        expect(sql.all('select * from note')).toEqual([])
      }))

    test('keeps all of a transaction and gives its result', () =>
      fresh((sql) => {
        table(sql)
        const result = sql.transaction(() => {
          sql.run('insert into note (words) values (?)', 'a')
          sql.run('insert into note (words) values (?)', 'b')
          return 'done'
        })
        expect(result).toBe('done')
        expect(count(sql)).toBe(2)
      }))

    test('keeps none of a transaction that throws, and throws the same', () =>
      fresh((sql) => {
        table(sql)
        const fault = new Error('no')
        expect(() =>
          sql.transaction(() => {
            sql.run('insert into note (words) values (?)', 'a')
            throw fault
          }),
        ).toThrow(fault)
        expect(count(sql)).toBe(0)
        sql.run('insert into note (words) values (?)', 'b')
        expect(count(sql)).toBe(1)
      }))

    test('takes a transaction inside another as part of it', () =>
      fresh((sql) => {
        table(sql)
        expect(() =>
          sql.transaction(() => {
            sql.transaction(() => sql.run('insert into note (words) values (?)', 'a'))
            throw new Error('no')
          }),
        ).toThrow('no')
        expect(count(sql)).toBe(0)
      }))

    test('refuses a second row under the same key', () =>
      fresh((sql) => {
        table(sql)
        sql.run('insert into note (id) values (?)', 1)
        expect(() => sql.run('insert into note (id) values (?)', 1)).toThrow()
        expect(count(sql)).toBe(1)
      }))
  })
}
