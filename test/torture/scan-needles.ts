import { closeSync, openSync, readSync } from 'node:fs'

/** Where something was found: what it was, in which writing, and at which byte. */
export type Find = { what: string; writing: string; at: number }

type Needle = { what: string; writing: string; bytes: Buffer }

const chunk = 1024 * 1024
const longest = 512
const nothing = Buffer.alloc(chunk + longest)

/**
 * What nobody but its owner may find, in every writing it could lie about in. All are looked for in one
 * pass, so that thousands of keys in a gigabyte take seconds.
 */
export class Needles {
  readonly #byStart = new Map<number, Needle[]>()
  /** Whether any needle begins with these two bytes. */
  readonly #begins = new Uint8Array(65_536)
  size = 0

  /** Adds bytes as they are. @param bytes four of them or more */
  add(what: string, bytes: Uint8Array, writing = 'raw'): void {
    const needle = { what, writing, bytes: Buffer.from(bytes) }
    if (needle.bytes.length < 4 || needle.bytes.length > longest) throw new RangeError(what)
    const start = needle.bytes.readUInt32LE(0)
    const known = this.#byStart.get(start) ?? []
    if (known.some(({ bytes }) => bytes.equals(needle.bytes))) return
    this.#byStart.set(start, [...known, needle])
    this.#begins[start & 0xffff] = 1
    this.size += 1
  }

  /** Adds bytes as they are, in hex and in base64 at each of its three alignments. */
  addBytes(what: string, bytes: Uint8Array, writing = 'raw'): void {
    const raw = Buffer.from(bytes)
    this.add(what, raw, writing)
    const hex = raw.toString('hex')
    this.add(what, Buffer.from(hex), `${writing} in hex`)
    this.add(what, Buffer.from(hex.toUpperCase()), `${writing} in hex`)
    for (const before of [0, 1, 2]) {
      for (const form of ['base64', 'base64url'] as const) {
        this.add(what, Buffer.from(innerBase64(raw, before, form)), `${writing} in ${form}`)
      }
    }
  }

  /** Adds text in UTF-8 and in both orders of UTF-16, and each of them as bytes can be written. */
  addText(what: string, text: string): void {
    const little = Buffer.from(text, 'utf16le')
    this.addBytes(what, Buffer.from(text), 'UTF-8')
    this.addBytes(what, little, 'UTF-16LE')
    this.addBytes(what, Buffer.from(little).swap16(), 'UTF-16BE')
  }

  /** Every place where any of them is. @param offset what is added to the place */
  in(hay: Buffer, offset = 0): Find[] {
    const found: Find[] = []
    const begins = this.#begins
    for (let at = 0; at + 4 <= hay.length; at += 1) {
      if (begins[(hay[at] ?? 0) | ((hay[at + 1] ?? 0) << 8)] === 0) continue
      for (const { what, writing, bytes } of this.#byStart.get(hay.readUInt32LE(at)) ?? []) {
        if (bytes.compare(hay, at, Math.min(hay.length, at + bytes.length)) === 0) {
          found.push({ what, writing, at: at + offset })
        }
      }
    }
    return found
  }

  /** Every place in a file of any size. */
  inFile(path: string): Find[] {
    const handle = openSync(path, 'r')
    const hay = Buffer.alloc(chunk + longest)
    const found: Find[] = []
    try {
      for (let at = 0; ; at += chunk) {
        const length = readSync(handle, hay, 0, hay.length, at)
        const read = hay.subarray(0, length)
        // Most of a core dump was only reserved, and is nothing but zeros.
        const empty = read.equals(nothing.subarray(0, length))
        // What begins in the overlap is found again, whole, in the next piece.
        if (!empty) found.push(...this.in(read, at).filter((one) => one.at < at + chunk))
        if (length < hay.length) return found
      }
    } finally {
      closeSync(handle)
    }
  }
}

/** The characters of a base64 text that do not depend on what stands before or after these bytes. */
function innerBase64(bytes: Buffer, before: number, form: 'base64' | 'base64url'): string {
  const all = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(form)
    .replace(/=+$/, '')
  const skipped = before === 0 ? 0 : before + 1
  const whole = Math.floor(((before + bytes.length) * 8) / 6)
  return all.slice(skipped, whole)
}
