import { randomBytes, randomUUID } from 'node:crypto'
import type { OpenMessage, Rejection, View } from '../../server/protocol.ts'
import type { Counts } from './counts.ts'
import { KnownCase, shownTwice } from './known-case.ts'

const newKey = () => randomBytes(32).toString('base64url')

/** What one tab holds of one case: its keys, and what it knows, against which it holds all it is told. */
export class HeldCase {
  readonly session = randomUUID()
  readonly known = new KnownCase()
  readonly #counts: Counts
  key = newKey()
  #next: string | undefined
  #code: string | undefined
  #begun = false
  /** The key that is being given up, and the one that was last confirmed to open nothing any more. */
  #old: string | undefined
  retired: string | undefined
  /** A view that already showed a deed under way, to be compared once that is acknowledged. */
  #ahead: View | null = null

  constructor(counts: Counts) {
    this.#counts = counts
  }

  /** Makes a key that is to take over, and keeps it before it is sent. */
  changeKey(): void {
    if (this.#begun && !this.#code) this.#next ??= newKey()
  }

  /** Comes back with the code that was written down, as another machine does that knows nothing else. */
  carryOnBy(code: string): void {
    this.#old = this.key
    this.key = newKey()
    this.#next = undefined
    this.#code = code
  }

  /** The message it is opened with. */
  opening(id: string, page: string, takeOver: boolean): OpenMessage {
    const code = this.#code
    return {
      type: 'open',
      id,
      session: this.session,
      key: this.key,
      page,
      ...(!this.#begun && { area: 'southwark' }),
      ...(code ? { code } : { seen: this.known.seen, next: this.#next }),
      ...(takeOver && { takeOver }),
    }
  }

  /**
   * Holds what is shown on opening against what is known.
   * @param under whether a deed is under way, which may have been kept or not
   * @returns whether a new key has now to be confirmed
   */
  opened(view: View, under: boolean): boolean {
    if (this.#begun) this.#judge(view, under)
    else {
      this.#begun = true
      this.#counts.sessions += 1
      if (view.revision !== 0) this.#counts.doubled += 1
      this.known.take(view)
    }
    const changes = this.#next !== undefined || this.#code !== undefined
    if (this.#next) {
      this.#old = this.key
      this.key = this.#next
    }
    this.#next = undefined
    this.#code = undefined
    return changes
  }

  #judge(view: View, under: boolean): void {
    const { known } = this
    this.#ahead = null
    this.#counts.doubled += shownTwice(view)
    if (view.revision === known.revision + 1 && under) {
      this.#ahead = view
      return
    }
    if (view.revision < known.revision) this.#counts.lost += known.revision - view.revision
    else if (view.revision > known.revision) this.#counts.doubled += 1
    else if (!known.isShownBy(view)) this.#counts.different += 1
    known.take(view)
  }

  /** Takes the reply to a deed. */
  acknowledged(view: View): void {
    const { known } = this
    this.#counts.acknowledged += 1
    if (view.revision <= known.revision) this.#counts.lost += 1
    if (view.revision > known.revision + 1) this.#counts.doubled += 1
    known.take(view)
    if (this.#ahead && !known.isShownBy(this.#ahead)) this.#counts.different += 1
    this.#ahead = null
  }

  /** Takes the confirmation that the old key opens nothing any more. */
  confirmed(): void {
    this.retired = this.#old
    this.#counts.keyChanges += 1
  }

  /** The key may have changed while the reply was lost. @returns whether there is another to try */
  triesOtherKey(): boolean {
    if (!this.#next) return false
    this.key = this.#next
    this.#next = undefined
    return true
  }

  /** Counts that a case of its own does not open. */
  shutOut(reason: Rejection): void {
    const { known } = this
    if (reason === 'wrong-key' || reason === 'wrong-code') this.#counts.lockedOut += 1
    else if (['unknown-session', 'expired', 'rewound', 'damaged'].includes(reason)) {
      this.#counts.lost += Math.max(1, known.revision)
    } else this.#counts.refuse(reason)
  }
}
