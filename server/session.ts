import { type AnswerFault, readAnswer, sameAnswer } from '../machines/answer.ts'
import { act, type CaseRecord, type Deed, openRecord, promptOf } from '../machines/case-record.ts'
import { answered } from '../machines/facts.ts'
import { offeredOptions } from '../machines/offered.ts'
import { datesOf } from './dates.ts'
import { type CaseView, caseView } from './documents/case-view.ts'
import type { EventLog, LoggedEvent, SessionHead } from './event-log.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { DeedMessage, Rejection, View } from './protocol.ts'
import { viewOf } from './view.ts'

/** What a message leads to: the next view, or a refusal that left everything as it was. */
export type Outcome =
  | { view: View }
  | { rejected: Rejection; fault?: AnswerFault; part?: string; view?: View }

type Folded = { record: CaseRecord; revision: number }

/** One conversation: the fold of its events, and the only way to add to them. */
export class Session {
  readonly head: SessionHead
  readonly loaded: LoadedPack
  readonly #log: EventLog
  #folded: Folded
  #last: { event: LoggedEvent; view: View } | null = null
  /** The revision that each kept message led to. */
  readonly #kept = new Map<string, number>()

  constructor(log: EventLog, head: SessionHead, loaded: LoadedPack) {
    this.head = head
    this.loaded = loaded
    this.#log = log
    const events = log.events(head.id)
    this.#folded = fold(loaded, events)
    for (const { message, seq } of events) this.#kept.set(message, seq)
  }

  /** The whole conversation as it stands. @param at milliseconds since 1970 */
  view(at: number): View {
    return viewOf(this.loaded, this.#scene(this.#folded, at), null)
  }

  /** Whether a question has an answer that stands. */
  stands(question: string): boolean {
    return answered(this.#folded.record.snapshot.context.facts, question)
  }

  /** The case as its summary is written from it. @param at milliseconds since 1970 */
  caseView(at: number): CaseView {
    return caseView(this.loaded, this.#folded.record, this.head, at)
  }

  /**
   * Takes one message as one atomic step: checked, carried out, kept, and answered with what comes
   * next. When it returns a view, what the view acknowledges is durable.
   * @param at milliseconds since 1970
   */
  receive(message: DeedMessage, at: number): Outcome {
    const kept = this.#kept.get(message.id)
    if (kept !== undefined) return this.#replyAgain(kept, message)
    const { record, revision } = this.#folded
    if (message.revision !== revision) return { rejected: 'stale', view: this.view(at) }

    const reading = this.#deedOf(message, at)
    if ('rejected' in reading) return reading
    const after = act(record, reading.deed)
    if (!after) return { rejected: 'not-now' }

    const event: LoggedEvent = { seq: revision + 1, at, message: message.id, deed: reading.deed }
    try {
      this.#log.append(this.head.id, event)
    } catch {
      return { rejected: 'not-saved' }
    }
    this.#folded = { record: after, revision: event.seq }
    this.#kept.set(message.id, event.seq)
    const view = viewOf(this.loaded, this.#scene(this.#folded, at), record)
    this.#last = { event, view }
    return { view }
  }

  #deedOf(
    message: DeedMessage,
    at: number,
  ): { deed: Deed } | Extract<Outcome, { rejected: Rejection }> {
    switch (message.type) {
      case 'answer':
        return this.#answerOf(message.question, message.value, at)
      case 'revisit':
        return { deed: { type: 'revisit', question: message.question } }
      case 'domain':
        return { deed: { type: 'domain', domain: message.domain } }
      default:
        return { deed: { type: message.type } }
    }
  }

  #answerOf(question: string, value: unknown, at: number) {
    const { record } = this.#folded
    const wait = promptOf(record)
    const asked = this.loaded.outline.questions[question]
    if (!asked || wait.waits !== 'question' || wait.question !== question) {
      return { rejected: 'not-now' as const }
    }
    const offered = offeredOptions(this.loaded.outline, question, record.snapshot.context.facts)
    const today = datesOf(this.loaded.pack).today(at)
    const reading = readAnswer(asked, value, (option) => offered.includes(option), today)
    if (!reading.ok) {
      return { rejected: 'answer' as const, fault: reading.fault, part: reading.part }
    }
    return { deed: { type: 'answer' as const, question, answer: reading.answer } }
  }

  /**
   * A repeated message gets the reply it got the first time: the last one from memory, an older one
   * folded again from the log. Another message under the same id is refused, since it was never kept.
   */
  #replyAgain(revision: number, message: DeedMessage): Outcome {
    if (this.#last?.event.seq === revision) {
      return this.#says(message, this.#last.event)
        ? { view: this.#last.view }
        : { rejected: 'id-reused' }
    }
    const events = this.#log.events(this.head.id).slice(0, revision)
    const event = events.at(-1)
    if (!event || !this.#says(message, event)) return { rejected: 'id-reused' }
    const before = fold(this.loaded, events.slice(0, -1))
    const after = follow(before, [event])
    return { view: viewOf(this.loaded, this.#scene(after, event.at), before.record) }
  }

  /** Whether a message says what was kept under its id. */
  #says(message: DeedMessage, { deed, at }: LoggedEvent): boolean {
    const { type } = message
    if (type !== deed.type) return false
    if (deed.type === 'revisit') return type === 'revisit' && message.question === deed.question
    if (deed.type === 'domain') return type === 'domain' && message.domain === deed.domain
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

  #scene({ record, revision }: Folded, at: number) {
    return { record, revision, mode: this.head.mode, today: datesOf(this.loaded.pack).today(at) }
  }
}

const fold = (loaded: LoadedPack, events: readonly LoggedEvent[]): Folded =>
  follow({ record: openRecord(loaded.outline), revision: 0 }, events)

function follow(folded: Folded, events: readonly LoggedEvent[]): Folded {
  let { record } = folded
  for (const { deed, seq } of events) {
    const after = act(record, deed)
    if (!after) throw new Error(`event ${seq} of a log does not follow from the ones before it`)
    record = after
  }
  return { record, revision: folded.revision + events.length }
}
