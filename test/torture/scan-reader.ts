import { createDecipheriv, createHash, hkdfSync, scryptSync } from 'node:crypto'
import type { Dump } from './scan-dump.ts'

// Reads a copy of the store as a stranger would who knows how it is made: by the cryptography alone, with
// none of the service's own code.

type Row = Dump['session'][number]

/** What a client holds, as bytes: a key as it is written, or a code after its stretching. */
export const secretOfKey = (key: string): Uint8Array => Buffer.from(key)
export const secretOfCode = (code: string, session: string): Uint8Array =>
  scryptSync(code.replaceAll(' ', '').slice(7, -2), session, 32, {
    N: 2 ** 15,
    r: 8,
    p: 1,
    maxmem: 2 ** 26,
  })

/** AES-256-GCM: the IV, the tag, then the text. */
export function unseal(key: Uint8Array, sealed: Uint8Array, bound: string): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    decipher.setAAD(Buffer.from(bound))
    decipher.setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
  } catch {
    return null
  }
}

/** Every wrapping of a session's key that a secret and a day's key open. @param dayKey empty for none */
export function unwrap(row: Row, secret: Uint8Array, dayKey: Uint8Array): Buffer[] {
  const { id, area, digest, mode, day } = row
  const both = Buffer.concat([secret, dayKey])
  const key = Buffer.from(hkdfSync('sha256', both, String(id), 'handrail data key', 32))
  const bound = JSON.stringify(['handrail key', id, area, digest, mode, day])
  return [row.key_wrapped, row.next_wrapped, row.code_wrapped].flatMap((wrapped) =>
    wrapped instanceof Uint8Array ? (unseal(key, wrapped, bound) ?? []) : [],
  )
}

/** A record in plain text, or why a reader must not believe it. */
export type Read = string[] | 'noticed'

/** Reads the record of a session with its own key, checked against its chain and its note. */
export function readRecord(dump: Dump, row: Row, dataKey: Uint8Array): Read {
  const { id, digest, rest } = row
  const plain: string[] = []
  const hashes = ['0'.repeat(64)]
  const own = dump.event.filter(({ session }) => session === row.row)
  for (const { sealed } of own.sort((one, other) => Number(one.place) - Number(other.place))) {
    const bytes = sealed as Uint8Array
    const bound = `handrail event ${id} ${digest} ${plain.length + 1} ${hashes.at(-1)}`
    const text = unseal(dataKey, bytes, bound)
    if (!text) return 'noticed'
    plain.push(text.toString())
    hashes.push(createHash('sha256').update(bytes).digest('hex'))
  }
  if (!(rest instanceof Uint8Array)) return plain
  const note = unseal(dataKey, rest, `handrail event ${id} ${digest} -1 ${hashes[0]}`)
  if (!note) return 'noticed'
  const [revision, mark] = JSON.parse(note.toString()) as [number, string]
  const held = revision <= plain.length && (hashes[revision] ?? '').slice(0, 16)
  return revision === 0 || held === mark ? plain : 'noticed'
}
