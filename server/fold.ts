import { act, type CaseRecord, openRecord } from '../machines/case-record.ts'
import type { Standing } from '../machines/standing.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { LoggedEvent } from './sealed-record.ts'

/** What is folded from a record: where the case stands, and the ids of the messages that brought it there. */
export type Folded = {
  record: CaseRecord
  kept: string[]
  /** What followed from the case when it was last shown: the next view says what is new beside it. */
  standing: Standing | null
  /** The last event and the case before it: what its reply is made of, should it be asked for again. */
  last: { event: LoggedEvent; before: CaseRecord } | null
}

/** A record in which nothing has happened yet. */
export const unfolded = ({ outline }: LoadedPack): Folded => ({
  record: openRecord(outline),
  kept: [],
  standing: null,
  last: null,
})

/** Adds an event to what is folded; throws where it does not follow from what came before. */
export function follow(folded: Folded, event: LoggedEvent): void {
  const { record } = folded
  const { deed, at, seq } = event
  const after = act(record, deed, at)
  if (!after) throw new Error(`event ${seq} of a record does not follow from the ones before it`)
  keep(folded, event, after)
}

/** Notes an event and the case after it. */
export function keep(folded: Folded, event: LoggedEvent, after: CaseRecord): void {
  folded.last = { event, before: folded.record }
  folded.record = after
  folded.kept.push(event.message)
}
