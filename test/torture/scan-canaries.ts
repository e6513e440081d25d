import { randomBytes } from 'node:crypto'
import { Needles } from './scan-needles.ts'

const letters = (length: number) =>
  Array.from(randomBytes(length), (byte) => String.fromCharCode(97 + (byte % 26))).join('')

/**
 * What the clients of one run type and hold. Everything typed carries the run's mark again and again, and
 * every key its own mark in two places, so that a piece is enough to tell them, and one search finds all.
 */
export class Canaries {
  readonly needles = new Needles()
  readonly #mark = letters(12)
  readonly #keyMark = randomBytes(8)
  #count = 0

  constructor() {
    this.needles.addText('words', this.#mark)
    this.needles.addBytes('client key', this.#keyMark)
    for (const place of [0, 16]) {
      const key = Buffer.alloc(32)
      this.#keyMark.copy(key, place)
      const from = Math.ceil((place * 8) / 6)
      const text = key.toString('base64url').slice(from, Math.floor(((place + 8) * 8) / 6))
      this.needles.addText('client key', text)
    }
  }

  /** A new marker of a few letters, for names, message ids and whatever is short. */
  short(): string {
    this.#count += 1
    return `${this.#mark}${this.#count}`
  }

  /** Marked text up to a length; every other one has letters that Latin-1 lacks. */
  text(length: number): string {
    const between = this.#count % 2 === 0 ? ' Łódź – ' : ' was seen there '
    let text = this.short()
    while (text.length + 40 < length) text += `${between}${this.short()}`
    return text.slice(0, length)
  }

  /** A client's key, in base64url. */
  key(): string {
    const parts = [this.#keyMark, randomBytes(8), this.#keyMark, randomBytes(8)]
    return Buffer.concat(parts).toString('base64url')
  }

  /** Has a code looked for that the service gave. */
  code(written: string): void {
    const digits = written.replaceAll(' ', '')
    this.needles.addText('code', written.slice(9))
    this.needles.addText('code', digits.slice(7, 22))
  }

  /** Has a date looked for that was typed, as `2011-04-17` and in words. */
  date(typed: string): void {
    const [year, month, day] = typed.split('-').map(Number)
    const named = new Date(`${typed}T12:00:00Z`).toLocaleString('en-GB', { month: 'long' })
    if (year && month && day) this.needles.addText('date', `${day} ${named} ${year}`)
    this.needles.addText('date', typed)
  }
}
