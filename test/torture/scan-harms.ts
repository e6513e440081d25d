import type { SqlValue } from '../../server/sql.ts'
import type { Dump } from './scan-dump.ts'

/**
 * One harm to a store. `forgotten`: it puts a session back to an earlier state that was once true, which
 * only someone who remembers more can notice.
 */
export type Harm = { name: string; dump: Dump; allowed: 'never' | 'forgotten' }

const swap = <One>(list: readonly One[], index: number, one: One): One[] =>
  list.map((old, at) => (at === index ? one : old))

const without = <One>(list: readonly One[], index: number): One[] =>
  list.filter((_, at) => at !== index)

/** Every harm that the shapes of a store allow. @param bits how many bits of a byte are turned @param every of how many bytes one */
export function* harms(dump: Dump, bits: number, every: number): Generator<Harm> {
  yield* flips(dump, bits, every)
  yield* words(dump)
  yield* moves(dump)
  yield* rollbacks(dump)
}

/** Turns over single bits of everything that is stored as bytes. */
function* flips(dump: Dump, bits: number, every: number): Generator<Harm> {
  for (const table of ['event', 'session'] as const) {
    for (const [index, row] of dump[table].entries()) {
      // Every bit of the first session; of the others, so many of each byte.
      const own = table === 'event' ? row.session : row.row
      const most = own === 1 && every === 1 ? 8 : bits
      for (const [column, value] of Object.entries(row)) {
        if (!(value instanceof Uint8Array)) continue
        for (let at = 0; at < value.length; at += every) {
          for (let bit = 0; bit < most; bit += 1) {
            const turned = value.slice()
            turned[at] = (turned[at] ?? 0) ^ (1 << (most === 8 ? bit : (at + bit) % 8))
            const rows = swap(dump[table], index, { ...row, [column]: turned })
            yield { name: `flip ${column}`, dump: { ...dump, [table]: rows }, allowed: 'never' }
          }
        }
      }
    }
  }
}

/** Puts another value in each column of a session's head, and takes out what may be missing. */
function* words(dump: Dump): Generator<Harm> {
  const others: Record<string, SqlValue[]> = {
    area: ['stoke', ''],
    digest: ['0'.repeat(64), ''],
    mode: ['live', 'rehearsal', 'other'],
    day: ['2026-11-19', '2026-11-21', ''],
    expires: [0, 1, Number.MAX_SAFE_INTEGER],
    row: [1_000],
    id: ['00000000-0000-4000-8000-000000000000'],
    key_hash: [new Uint8Array(0)],
    key_wrapped: [new Uint8Array(0), new Uint8Array(60)],
    next_hash: [null],
    next_wrapped: [null],
    locator: [null, '0000000'],
    code_wrapped: [null],
    code_tries: [9, 10, -1],
    rest: [null],
  }
  for (const [index, row] of dump.session.entries()) {
    for (const [column, values] of Object.entries(others)) {
      for (const value of values) {
        const session = swap(dump.session, index, { ...row, [column]: value })
        yield { name: `set ${column}`, dump: { ...dump, session }, allowed: 'never' }
      }
    }
    const session = without(dump.session, index)
    yield { name: 'drop session', dump: { ...dump, session }, allowed: 'never' }
  }
  for (const [index, { digest, files }] of dump.pack.entries()) {
    for (const changed of [String(files).replace('the', 'teh'), '{}', '']) {
      const pack = swap(dump.pack, index, { digest: digest ?? '', files: changed })
      yield { name: 'change pack', dump: { ...dump, pack }, allowed: 'never' }
    }
  }
}

/** Takes events out, changes their order, doubles them, and brings in those of another session. */
function* moves(dump: Dump): Generator<Harm> {
  const { event, session } = dump
  for (const [index, row] of event.entries()) {
    const later = event.slice(index + 1).some((other) => other.session === row.session)
    const dropped = { ...dump, event: without(event, index) }
    if (later) yield { name: 'drop event', dump: dropped, allowed: 'never' }
    const doubled = [...event, { ...row, place: 10_000 }]
    yield { name: 'double event', dump: { ...dump, event: doubled }, allowed: 'never' }
    const short = { ...row, sealed: (row.sealed as Uint8Array).slice(0, -1) }
    yield {
      name: 'shorten event',
      dump: { ...dump, event: swap(event, index, short) },
      allowed: 'never',
    }
    for (const [at, other] of event.entries()) {
      if (at <= index) continue
      const one = swap(event, index, { ...row, sealed: other.sealed ?? null })
      const both = swap(one, at, { ...other, sealed: row.sealed ?? null })
      yield { name: 'swap events', dump: { ...dump, event: both }, allowed: 'never' }
      yield { name: 'replace event', dump: { ...dump, event: one }, allowed: 'never' }
    }
  }
  for (const [index, row] of session.entries()) {
    for (const other of session) {
      if (other === row) continue
      for (const columns of [
        ['key_hash', 'key_wrapped'],
        ['key_wrapped'],
        ['rest'],
        ['code_wrapped'],
        ['digest', 'area', 'mode', 'day'],
        ['key_hash', 'key_wrapped', 'next_hash', 'next_wrapped', 'code_wrapped', 'rest'],
      ]) {
        const taken = Object.fromEntries(columns.map((column) => [column, other[column] ?? null]))
        const rows = swap(session, index, { ...row, ...taken })
        yield {
          name: `take ${columns.join(' ')}`,
          dump: { ...dump, session: rows },
          allowed: 'never',
        }
      }
    }
  }
}

/** Cuts the end of a record off, with and without the note of its length. */
function* rollbacks(dump: Dump): Generator<Harm> {
  for (const [index, row] of dump.session.entries()) {
    const own = dump.event.filter(({ session }) => session === row.row)
    for (let kept = 0; kept < own.length; kept += 1) {
      const cut = new Set(own.slice(kept))
      const event = dump.event.filter((one) => !cut.has(one))
      // The note was made after three answers; what came later, it does not cover.
      const allowed = kept < noted ? 'never' : 'forgotten'
      yield { name: 'cut the end off', dump: { ...dump, event }, allowed }
      const session = swap(dump.session, index, { ...row, rest: null })
      yield {
        name: 'cut the end off, and the note',
        dump: { ...dump, event, session },
        allowed: 'forgotten',
      }
    }
  }
}

/** How many events the note of each session covers. */
const noted = 3
