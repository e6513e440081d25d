import { type AnswerFault, readAnswer } from '../machines/answer.ts'
import { act, type CaseRecord, type Deed, promptOf } from '../machines/case-record.ts'
import { answered } from '../machines/facts.ts'
import { offeredOptions } from '../machines/offered.ts'
import { standingOf } from '../machines/standing.ts'
import { writerOf } from '../machines/writer.ts'
import type { Connection } from './connection.ts'
import { datesOf } from './dates.ts'
import { type CaseView, caseView } from './documents/case-view.ts'
import { type Folded, follow, keep, unfolded } from './fold.ts'
import { identifierDeed } from './identifiers.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { DeedMessage, Rejection, View } from './protocol.ts'
import { earlierIn, says } from './says.ts'
import type { Harm, SealedRecord } from './sealed-record.ts'
import { atOnce, type Sliced } from './slices.ts'
import type { SessionHead } from './store.ts'
import { afresh, type Stood, viewOf } from './view.ts'

/** What a message leads to: the next view, or a refusal that left everything as it was. */
export type Outcome =
  | { view: View }
  | { rejected: Rejection; fault?: AnswerFault; part?: string; view?: View }

/** How many events a record may have: many times what any case needs, and few enough to be read in a moment. */
const longest = 2_000

/** One conversation: the fold of its events, and the only way to add to them. */
export class Session {
  readonly head: SessionHead
  readonly loaded: LoadedPack
  /** The one connection that may speak now. */
  speaker: Connection | null = null
  /** When it is deleted, in milliseconds since 1970 by the clock on the wall. */
  deletedAt: number
  readonly #events: SealedRecord
  readonly #heaviest: number
  #folded: Folded | null = null
  /** What the record was found to have come to when it was read. */
  #harm: Harm | null = null
  /** Whether the record was read since this was made, so that its length is known. */
  #read = false

  /** @param heaviest how many bytes its record may have */
  constructor(
    events: SealedRecord,
    head: SessionHead,
    loaded: LoadedPack,
    deletedAt: number,
    heaviest: number,
  ) {
    this.#events = events
    this.head = head
    this.loaded = loaded
    this.deletedAt = deletedAt
    this.#heaviest = heaviest
  }

  /** How many bytes are kept of it. */
  get bytes(): number {
    return this.#events.bytes
  }

  /** Whether it has to be read before it can answer, and that takes more than a moment. */
  get slow(): boolean {
    return this.#folded === null && this.#harm === null && this.#events.long
  }

  /** Folds the record where it is not in memory, and says what harm it came to, if any. */
  wake(): Harm | null {
    atOnce(this.waking(), '')
    return this.#harm
  }

  /** The same in slices; what harm there is, `wake` says afterwards. */
  *waking(): Sliced<void> {
    const reading = this.#events.read()
    const folded = unfolded(this.loaded)
    // Two that wake it at once do not undo what the first has woken.
    while (!this.#folded && !this.#harm) {
      const { done, value } = reading.next()
      if (done) {
        this.#harm = value
        if (!value) this.#folded = folded
        this.#read = !value
        return
      }
      for (const event of value) follow(folded, event)
      yield
    }
  }

  /** Lets what is folded go from memory until somebody speaks again. */
  rest(): void {
    this.#folded = null
  }

  /** Lets what is folded go from memory, and notes how long the record is. */
  cool(): void {
    if (this.#read) this.#events.putDown()
    this.#folded = null
  }

  /** Whether the record still holds what a client saw of it. */
  holds(seen: { revision: number; mark: string }): boolean {
    return this.#events.holds(seen)
  }

  /** The whole conversation as it stands. @param at milliseconds since 1970 */
  view(at: number): View {
    const folded = this.#awake
    const stood = this.#stood(folded.record, at)
    folded.standing = stood.standing
    return this.#viewOf(stood, folded.kept.length, at, null)
  }

  /** Whether a question has an answer that stands. */
  stands(question: string): boolean {
    return answered(this.#awake.record.snapshot.context.facts, question)
  }

  /**
   * The case as its summary is written from it.
   * @param at milliseconds since 1970
   * @param anonymous whether without anything that can name the child, as a paper of a consultation is
   */
  caseView(at: number, anonymous = false): CaseView {
    return caseView(this.loaded, this.#awake.record, this.head, at, anonymous)
  }

  /**
   * Takes one message as one atomic step: checked, carried out, kept, and answered with what comes
   * next. The reply may leave once what was kept is durable, and not before.
   * @param at milliseconds since 1970
   * @param refusal asked, once there is something to keep, why there is no room for it
   */
  receive(message: DeedMessage, at: number, refusal: () => Rejection | null = () => null): Outcome {
    const folded = this.#awake
    const { record, kept } = folded
    const revision = kept.length
    const seen = kept.lastIndexOf(message.id)
    if (folded.last && seen === revision - 1) return this.#replyAgain(folded, message)
    if (seen >= 0 || message.revision !== revision) {
      return { rejected: 'stale', view: this.view(at) }
    }

    const ended = revision >= longest || this.bytes >= this.#heaviest
    if (ended && message.type !== 'danger') return { rejected: 'too-long' }

    const reading = this.#deedOf(record, message, at)
    if ('rejected' in reading) return reading
    const after = act(record, reading.deed, at)
    if (!after) return { rejected: 'not-now' }

    const noRoom = message.type === 'danger' ? null : refusal()
    if (noRoom) return { rejected: noRoom }

    const event = { seq: revision + 1, at, message: message.id, deed: reading.deed }
    try {
      this.#events.append(event)
    } catch {
      // Next it is read from what the store really holds.
      this.rest()
      return { rejected: 'not-saved' }
    }
    const before = { record, standing: folded.standing ?? this.#stood(record, at).standing }
    const stood = this.#stood(after, at)
    folded.standing = stood.standing
    keep(folded, event, after)
    return { view: this.#viewOf(stood, event.seq, at, before) }
  }

  get #awake(): Folded {
    const harm = this.wake()
    if (harm || !this.#folded) throw new Error('a record that came to harm was asked for')
    return this.#folded
  }

  #deedOf(
    record: CaseRecord,
    message: DeedMessage,
    at: number,
  ): { deed: Deed } | Extract<Outcome, { rejected: Rejection }> {
    switch (message.type) {
      case 'answer':
        return this.#answerOf(record, message.question, message.value, at)
      case 'revisit':
        return { deed: { type: 'revisit', question: message.question } }
      case 'domain':
        return { deed: { type: 'domain', domain: message.domain } }
      case 'earlier': {
        const earlier = earlierIn(message, this.head, at)
        return earlier ? { deed: { type: 'earlier', earlier } } : { rejected: 'earlier' }
      }
      case 'identifier': {
        const deed = identifierDeed(this.loaded, record, message, at)
        return deed ? { deed } : { rejected: 'not-now' }
      }
      default:
        return { deed: { type: message.type } }
    }
  }

  #answerOf(record: CaseRecord, question: string, value: unknown, at: number) {
    const wait = promptOf(record)
    const asked = this.loaded.outline.questions[question]
    if (!asked || wait.waits !== 'question' || wait.question !== question) {
      return { rejected: 'not-now' as const }
    }
    const { standing } = this.#stood(record, at)
    const offered = offeredOptions(this.loaded.outline, question, standing.facts, standing)
    const today = datesOf(this.loaded.pack).today(at)
    const isOffered = (option: string) => offered.includes(option)
    const reading = readAnswer(asked, value, isOffered, today, writerOf(record))
    if (!reading.ok) {
      return { rejected: 'answer' as const, fault: reading.fault, part: reading.part }
    }
    return { deed: { type: 'answer' as const, question, answer: reading.answer } }
  }

  /**
   * The last message gets, when it is repeated, the reply it got the first time. Another message under its id
   * is refused, since it was never kept.
   */
  #replyAgain({ record, last, kept }: Folded, message: DeedMessage): Outcome {
    if (!last || !says(message, last.event, this)) return { rejected: 'id-reused' }
    const { at } = last.event
    const before = this.#stood(last.before, at)
    return { view: this.#viewOf(this.#stood(record, at), kept.length, at, before) }
  }

  #stood(record: CaseRecord, at: number): Stood {
    return { record, standing: standingOf(record, datesOf(this.loaded.pack).today(at)) }
  }

  #viewOf(stood: Stood, revision: number, at: number, before: Stood | null): View {
    const { today, moment } = datesOf(this.loaded.pack)
    const mark = this.#events.markAt(revision)
    // Few views say it, and writing a date out costs more than the rest of a turn.
    const until = afresh(stood.record, before) ? moment(this.deletedAt) : ''
    const scene = { ...stood, revision, mark, mode: this.head.mode, today: today(at), until }
    return viewOf(this.loaded, scene, before)
  }
}
