import type { Trace } from './order-trace.ts'

/** A kept turn: the id its acknowledgement answers, and the bytes that were sealed of it. */
export type Turn = { id: string; sealed: Uint8Array }

const logHead = 32
const frameHead = 24
const page = 4096
const frame = frameHead + page

/** An IV and a tag: no two sealed turns begin alike. */
const telling = 28

/**
 * Counts the acknowledgements that left too early. A turn is found in the log by its sealed bytes; it is
 * durable once the frame that commits it, the first from there on with a size of the file in its head, has
 * been written and a sync of the log that began after that write has ended. Its acknowledgement may begin to
 * leave after that and not before.
 * @param log the write-ahead log as it was when the process was killed, never begun again
 * @param turns every kept turn, in the order they were written
 */
export function judgeOrder(trace: Trace, log: Buffer, turns: readonly Turn[]) {
  const written = new Map(trace.writes.map(({ to, ended }) => [to, ended]))
  if (written.size !== trace.writes.length) throw new Error('the log was begun again meanwhile')
  const counts = { acknowledgements: 0, early: 0, unmapped: 0 }
  let search = logHead
  for (const { id, sealed } of turns) {
    const left = trace.acknowledged.get(id)
    if (left === undefined) continue
    counts.acknowledgements += 1
    const found = log.indexOf(sealed.subarray(0, telling), search)
    const durable = found < 0 ? null : durableAt(trace, written, log, found)
    // Within a page the newer turn lies before the older.
    if (found >= 0) search = endOfFrame(found) - frame
    if (durable === null) counts.unmapped += 1
    else if (durable >= left) counts.early += 1
  }
  return counts
}

/** The line on which a sync that covers the transaction at a place in the log ended, or `null`. */
function durableAt({ syncs }: Trace, written: Map<number, number>, log: Buffer, place: number) {
  let end = endOfFrame(place)
  while (end <= log.length && log.readUInt32BE(end - frame + 4) === 0) end += frame
  const ended = written.get(end)
  if (ended === undefined) return null
  return syncs.find(({ began }) => began > ended)?.ended ?? Number.POSITIVE_INFINITY
}

const endOfFrame = (place: number) => logHead + (Math.floor((place - logHead) / frame) + 1) * frame
