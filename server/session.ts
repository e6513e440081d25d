import { type AnswerFault, readAnswer, sameAnswer } from '../machines/answer.ts'
import { act, type CaseRecord, type Deed, openRecord, promptOf } from '../machines/case-record.ts'
import { answered } from '../machines/facts.ts'
import { offeredOptions } from '../machines/offered.ts'
import { type Standing, standingOf } from '../machines/standing.ts'
import { writerOf } from '../machines/writer.ts'
import type { Connection } from './connection.ts'
import { datesOf } from './dates.ts'
import { type CaseView, caseView } from './documents/case-view.ts'
import { readEarlier } from './earlier-summary.ts'
import { identifierDeed, saysDeed } from './identifiers.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { DeedMessage, Rejection, View } from './protocol.ts'
import type { Harm, LoggedEvent, SealedRecord } from './sealed-record.ts'
import type { SessionHead } from './store.ts'
import { afresh, type Stood, viewOf } from './view.ts'

/** What a message leads to: the next view, or a refusal that left everything as it was. */
export type Outcome =
  | { view: View }
  | { rejected: Rejection; fault?: AnswerFault; part?: string; view?: View }

/** How many events a record may have: many times what any case needs, and few enough to be read in a moment. */
const longest = 2_000

/** What is folded from the record: where the case stands, and the ids of the messages that brought it there. */
type Folded = {
  record: CaseRecord
  kept: string[]
  /** What followed from the case when it was last shown: the next view says what is new beside it. */
  standing: Standing | null
}

/** One conversation: the fold of its events, and the only way to add to them. */
export class Session {
  readonly head: SessionHead
  readonly loaded: LoadedPack
  /** The one connection that may speak now. */
  speaker: Connection | null = null
  /** When it is deleted, in milliseconds since 1970 by the clock on the wall. */
  deletedAt: number
  readonly #events: SealedRecord
  #folded: Folded | null = null
  /** Whether the record was read since this was made, so that its length is known. */
  #read = false

  constructor(events: SealedRecord, head: SessionHead, loaded: LoadedPack, deletedAt: number) {
    this.#events = events
    this.head = head
    this.loaded = loaded
    this.deletedAt = deletedAt
  }

  /** Folds the record where it is not in memory, and says what harm it came to, if any. */
  wake(): Harm | null {
    if (this.#folded) return null
    const events = this.#events.read()
    if (typeof events === 'string') return events
    const record = fold(this.loaded, events)
    const kept = events.map(({ message }) => message)
    this.#folded = { record, kept, standing: null }
    this.#read = true
    return null
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
   */
  receive(message: DeedMessage, at: number): Outcome {
    const folded = this.#awake
    const { record, kept } = folded
    const revision = kept.length
    const seen = kept.lastIndexOf(message.id)
    if (seen >= 0) return this.#replyAgain(seen + 1, message)
    if (message.revision !== revision) return { rejected: 'stale', view: this.view(at) }

    if (revision >= longest && message.type !== 'danger') return { rejected: 'too-long' }

    const reading = this.#deedOf(record, message, at)
    if ('rejected' in reading) return reading
    const after = act(record, reading.deed, at)
    if (!after) return { rejected: 'not-now' }

    const seq = revision + 1
    try {
      this.#events.append({ seq, at, message: message.id, deed: reading.deed })
    } catch {
      return { rejected: 'not-saved' }
    }
    const before = { record, standing: folded.standing ?? this.#stood(record, at).standing }
    const stood = this.#stood(after, at)
    folded.record = after
    folded.standing = stood.standing
    kept.push(message.id)
    return { view: this.#viewOf(stood, seq, at, before) }
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
        const earlier = this.#earlierOf(message, at)
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

  #earlierOf({ purpose, summary }: Extract<DeedMessage, { type: 'earlier' }>, now: number) {
    return readEarlier(purpose, summary, { area: this.head.area, mode: this.head.mode, now })
  }

  /**
   * A repeated message gets the reply it got the first time, folded again from the record. Another
   * message under the same id is refused, since it was never kept.
   */
  #replyAgain(revision: number, message: DeedMessage): Outcome {
    const events = this.#events.read()
    if (typeof events === 'string') return { rejected: events }
    const event = events[revision - 1]
    if (!event || !this.#says(message, event)) return { rejected: 'id-reused' }
    const before = fold(this.loaded, events.slice(0, revision - 1))
    const record = follow(before, [event])
    const { at } = event
    return { view: this.#viewOf(this.#stood(record, at), revision, at, this.#stood(before, at)) }
  }

  /** Whether a message says what was kept under its id. */
  #says(message: DeedMessage, { deed, at }: LoggedEvent): boolean {
    const { type } = message
    if (type !== deed.type) return false
    if (deed.type === 'revisit') return type === 'revisit' && message.question === deed.question
    if (deed.type === 'domain') return type === 'domain' && message.domain === deed.domain
    if (deed.type === 'identifier') return saysDeed(message, deed)
    if (deed.type === 'earlier') {
      const said = type === 'earlier' ? this.#earlierOf(message, at) : null
      return JSON.stringify(said) === JSON.stringify(deed.earlier)
    }
    if (deed.type !== 'answer') return true
    const asked = this.loaded.outline.questions[deed.question]
    if (type !== 'answer' || !asked || message.question !== deed.question) return false
    const reading = readAnswer(
      asked,
      message.value,
      () => true,
      datesOf(this.loaded.pack).today(at),
    )
    return reading.ok && sameAnswer(reading.answer, deed.answer)
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

const fold = (loaded: LoadedPack, events: readonly LoggedEvent[]): CaseRecord =>
  follow(openRecord(loaded.outline), events)

const follow = (start: CaseRecord, events: readonly LoggedEvent[]): CaseRecord =>
  events.reduce((record, { at, deed, seq }) => {
    const after = act(record, deed, at)
    if (!after) throw new Error(`event ${seq} of a record does not follow from the ones before it`)
    return after
  }, start)
