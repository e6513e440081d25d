import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeCipher } from '../../../server/node/cipher.ts'
import { type KeyFolder, openKeyFolder } from '../../../server/node/key-folder.ts'
import { openSqlite, type Sqlite } from '../../../server/node/sqlite.ts'
import { Client, HandClock, service } from '../../support/service.ts'

const day = '2026-11-20'
let above: string
let folder: string
let sql: Sqlite
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'handrail-folder-'))
  folder = join(above, 'keys')
  sql = openSqlite(':memory:')
})
afterEach(() => rmSync(above, { recursive: true }))

/** What is tried after a start that went well is tried as by the next process: the one before gave its lock back. */
function reopened(lost: string[] = [], over = sql): KeyFolder | { refused: string[] } {
  rmSync(join(folder, 'folder.lock'), { force: true })
  return openKeyFolder(folder, over, nodeCipher, { lost, patience: 50 })
}

function open(lost: string[] = []): KeyFolder {
  const opened = reopened(lost)
  if ('refused' in opened) throw new Error(opened.refused.join(' '))
  return opened
}

const refusal = (lost: string[] = [], over = sql) => {
  const opened = reopened(lost, over)
  return 'refused' in opened ? opened.refused.join(' ') : 'opened'
}

const over = (keys: KeyFolder['keys'], clock = new HandClock()) =>
  service({ sql, clock, dayKeys: { held: new Map(), ...keys } })

/** A conversation that needs the key of its day. */
function begun(): Client {
  const client = new Client(over(open().keys))
  client.open()
  client.answer('danger', 'no')
  client.leave()
  return client
}

const back = (client: Client, keys: KeyFolder['keys']) =>
  new Client(over(keys), client.ring).open(null)

const file = () => join(folder, `${day}.key`)

describe('the folder of the keys', () => {
  test('is made for this account alone, and opens again with its database', () => {
    const client = begun()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(back(client, open().keys)).toMatchObject({ view: { revision: 1 } })
  })

  test('of a service from before folders had an id opens with its database', () => {
    const client = begun()
    rmSync(join(folder, 'folder.id'))
    sql.run('drop table key_folder')
    sql.run('drop table day_key')
    expect(back(client, open().keys)).toMatchObject({ view: { revision: 1 } })
    expect(sql.all('select day from day_key')).toEqual([{ day }])
  })

  test('that is not there is not made anew where the database knows one', () => {
    begun()
    renameSync(folder, `${folder}-away`)
    expect(refusal()).toMatch(/mount it and start again/)
    expect(existsSync(folder)).toBe(false)
  })

  test('that is empty, as where nothing is mounted, is refused though no conversation needs a key', () => {
    open()
    renameSync(folder, `${folder}-away`)
    mkdirSync(folder)
    expect(refusal()).toMatch(/mount it and start again/)
  })

  test('of another database is refused', () => {
    begun()
    expect(refusal([], openSqlite(':memory:'))).toMatch(/holds the keys of another database/)
  })

  test('is refused to a second service while one has it', () => {
    open()
    const second = openKeyFolder(folder, sql, nodeCipher, { lost: [], patience: 50 })
    expect(second).toEqual({ refused: [expect.stringContaining('another service is using')] })
  })

  test('whose id cannot be read is not taken for one without', () => {
    begun()
    rmSync(join(folder, 'folder.id'))
    symlinkSync('folder.id', join(folder, 'folder.id'))
    expect(() => reopened()).toThrow('ELOOP')
  })

  test.each([
    ['before the folder has its id', () => rmSync(join(folder, 'folder.id'))],
    ['before the database has heard of it', () => undefined],
  ])('is opened by the next process where one ended %s', (_, undo) => {
    open()
    undo()
    sql.run('update key_folder set bound = 0')
    expect(refusal()).toBe('opened')
    expect(sql.all('select bound from key_folder')).toEqual([{ bound: 1 }])
    expect(readFileSync(join(folder, 'folder.id'), 'utf8')).toMatch(/^[0-9a-f]{32}$/)
  })

  const spoilt: [string, () => void][] = [
    ['is not there', () => rmSync(file())],
    ['was cut short', () => writeFileSync(file(), 'short')],
    ['is another than the one that was used', () => writeFileSync(file(), 'x'.repeat(32))],
    [
      'cannot be read (ELOOP)',
      () => {
        rmSync(file())
        symlinkSync(file(), file())
      },
    ],
  ]

  test.each(spoilt)('is refused where a key that is needed %s, with what to do', (words, spoil) => {
    const client = begun()
    const key = readFileSync(file())
    const { isReadable } = open()
    expect(isReadable()).toBe(true)
    spoil()
    expect(isReadable()).toBe(false)
    expect(refusal()).toContain(`${file()} ${words}. 1 kept conversation needs it.`)
    rmSync(file(), { force: true })
    writeFileSync(file(), key)
    expect(isReadable()).toBe(true)
    expect(back(client, open().keys)).toMatchObject({ view: { revision: 1 } })
  })

  test('is not readable while another is in its place', () => {
    const { isReadable } = open()
    renameSync(folder, `${folder}-away`)
    mkdirSync(folder)
    expect(isReadable()).toBe(false)
  })

  test('is opened without a key that is given up, and what needed it is erased, and nothing else', () => {
    const gone = begun()
    const clock = new HandClock()
    clock.pass(86_400_000)
    const kept = new Client(over(open().keys, clock))
    kept.open()
    kept.leave()
    rmSync(file())
    expect(refusal(['2026-11-21'])).toContain('KEYS_LOST=2026-11-20')
    const { keys } = open([day])
    expect(back(gone, keys)).toMatchObject({ reason: 'unknown-session' })
    expect(back(kept, keys)).toMatchObject({ type: 'view' })
    expect(keys.make(day)).toHaveLength(32)
  })

  test('keeps what a key opens that is there, though it was said to be lost', () => {
    const client = begun()
    expect(back(client, open([day]).keys)).toMatchObject({ view: { revision: 1 } })
    writeFileSync(file(), 'short')
    expect(refusal([day])).toContain('was cut short')
  })
})

describe('a conversation', () => {
  test.each(spoiltKeys())(
    'whose key %s is neither called deleted nor damaged, and none is made in its place',
    (_, spoil) => {
      const client = begun()
      const { keys } = open()
      spoil(file())
      const service = over(keys)
      expect(new Client(service, client.ring).open(null)).toMatchObject({ reason: 'no-key' })
      expect(new Client(service).open()).toMatchObject({ reason: 'no-key' })
      expect(service.store.days()).toEqual([day])
    },
  )

  test('of a day that nobody needs any more leaves no trace of the day’s key', () => {
    const client = begun()
    const clock = new HandClock()
    const service = over(open().keys, clock)
    clock.pass(96 * 3_600_000)
    service.sweep()
    expect(existsSync(file())).toBe(false)
    expect(sql.all('select * from day_key')).toEqual([])
    expect(new Client(service, client.ring).open(null)).toMatchObject({ reason: 'unknown-session' })
  })
})

function spoiltKeys(): [string, (path: string) => void][] {
  return [
    ['is away', (path) => rmSync(path)],
    ['was cut short', (path) => writeFileSync(path, 'short')],
    ['is another', (path) => writeFileSync(path, 'x'.repeat(32))],
  ]
}
