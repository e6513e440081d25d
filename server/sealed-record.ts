import type { Deed } from '../machines/case-record.ts'
import type { Cipher } from './cipher.ts'
import { slice } from './slices.ts'
import type { Store, StoredSession } from './store.ts'

/** One deed as it happened: `seq` counts from 1, `at` is milliseconds since 1970. */
export type LoggedEvent = { seq: number; at: number; message: string; deed: Deed }

/** How a record that is not as it was left shows it: changed or broken, or shorter than it was. */
export type Harm = 'damaged' | 'rewound'

/** What stands before the first event. */
const none = '0'.repeat(64)

/**
 * The record of one session, each event sealed with the session's own key and bound to the session, its
 * place, the pack and the hash of the event before it. Nothing can be changed, left out, put elsewhere
 * or brought in from another session without its being noticed. That events are missing at the end shows
 * against what was noted when the record was last put down, and against the mark that a client remembers.
 */
export class SealedRecord {
  readonly #store: Store
  readonly #cipher: Cipher
  readonly #key: Uint8Array
  readonly #session: StoredSession
  #seq = 0
  #hash = none
  #bytes = 0

  constructor(store: Store, cipher: Cipher, session: StoredSession, key: Uint8Array) {
    this.#store = store
    this.#cipher = cipher
    this.#session = session
    this.#key = key
  }

  /** How many bytes were read or added so far. */
  get bytes(): number {
    return this.#bytes
  }

  /** Whether it is more than one slice to read. */
  get long(): boolean {
    return this.#store.sliceAfter(this.#session.row, 0).weight >= slice
  }

  /** Sixteen characters that stand for the record up to a revision; empty before the first event. */
  markAt(revision: number): string {
    if (revision === this.#seq) return markOf(revision, this.#hash)
    const sealed = this.#store.event(this.#session.row, revision)
    return sealed ? markOf(revision, this.#cipher.hash(sealed)) : ''
  }

  /**
   * Every event, oldest first and a slice at a time, checked against one another, what was noted and what was
   * read or added before.
   * @returns what harm it came to, if any; then nothing of it may be believed
   */
  *read(): Generator<LoggedEvent[], Harm | null> {
    const { row } = this.#session
    let seq = 0
    let bytes = 0
    let hash = none
    for (let after = 0; ; ) {
      const { end } = this.#store.sliceAfter(row, after)
      if (end === null) break
      const events: LoggedEvent[] = []
      for (const sealed of this.#store.events(row, after, end)) {
        seq += 1
        const plain = this.#cipher.open(this.#key, sealed, this.#bound(seq, hash))
        if (!plain) return 'damaged'
        events.push({ seq, ...readEvent(plain) })
        bytes += sealed.length
        hash = this.#cipher.hash(sealed)
      }
      after = end
      yield events
    }
    const known = { revision: this.#seq, mark: markOf(this.#seq, this.#hash) }
    this.#seq = seq
    this.#hash = hash
    this.#bytes = bytes
    return !this.holds(known) || this.#shorterThanNoted() ? 'rewound' : null
  }

  /** Whether the record still holds what someone saw of it. */
  holds(seen: { revision: number; mark: string }): boolean {
    return seen.revision <= this.#seq && seen.mark === this.markAt(seen.revision)
  }

  /** Adds an event; a throw means that nothing was added. */
  append({ seq, at, message, deed }: LoggedEvent): void {
    const plain = JSON.stringify([at, message, deed])
    const sealed = this.#cipher.seal(this.#key, plain, this.#bound(seq, this.#hash))
    this.#store.append(this.#session.row, sealed)
    this.#seq = seq
    this.#hash = this.#cipher.hash(sealed)
    this.#bytes += sealed.length
  }

  /** Notes how long the record is, sealed, for whoever opens it next without having seen it. */
  putDown(): void {
    const note = JSON.stringify([this.#seq, this.markAt(this.#seq)])
    this.#store.keepRest(
      this.#session.row,
      this.#cipher.seal(this.#key, note, this.#bound(-1, none)),
    )
  }

  #shorterThanNoted(): boolean {
    const { rest } = this.#session
    if (!rest) return false
    const note = this.#cipher.open(this.#key, rest, this.#bound(-1, none))
    if (!note) return true
    const [revision, mark] = JSON.parse(new TextDecoder().decode(note)) as [number, string]
    return !this.holds({ revision, mark })
  }

  #bound(seq: number, before: string): string {
    const { id, digest } = this.#session.head
    return `handrail event ${id} ${digest} ${seq} ${before}`
  }
}

const markOf = (seq: number, hash: string) => (seq === 0 ? '' : hash.slice(0, 16))

function readEvent(plain: Uint8Array): Omit<LoggedEvent, 'seq'> {
  const [at, message, deed] = JSON.parse(new TextDecoder().decode(plain)) as [number, string, Deed]
  return { at, message, deed }
}
