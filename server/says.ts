import { readAnswer, sameAnswer } from '../machines/answer.ts'
import type { Earlier } from '../machines/earlier.ts'
import { datesOf } from './dates.ts'
import { readEarlier } from './earlier-summary.ts'
import { saysDeed } from './identifiers.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { DeedMessage } from './protocol.ts'
import type { LoggedEvent } from './sealed-record.ts'
import type { SessionHead } from './store.ts'

/** Whether a message says what was kept under its id. */
export function says(
  message: DeedMessage,
  { deed, at }: LoggedEvent,
  { head, loaded }: { head: SessionHead; loaded: LoadedPack },
): boolean {
  const { type } = message
  if (type !== deed.type) return false
  if (deed.type === 'revisit') return type === 'revisit' && message.question === deed.question
  if (deed.type === 'domain') return type === 'domain' && message.domain === deed.domain
  if (deed.type === 'identifier') return saysDeed(message, deed)
  if (deed.type === 'earlier') {
    const said = type === 'earlier' ? earlierIn(message, head, at) : null
    return JSON.stringify(said) === JSON.stringify(deed.earlier)
  }
  if (deed.type !== 'answer') return true
  const asked = loaded.outline.questions[deed.question]
  if (type !== 'answer' || !asked || message.question !== deed.question) return false
  const today = datesOf(loaded.pack).today(at)
  const reading = readAnswer(asked, message.value, () => true, today)
  return reading.ok && sameAnswer(reading.answer, deed.answer)
}

/** The earlier summary that a message brings, or `null` where it is none that can be laid beside. */
export const earlierIn = (
  { purpose, summary }: Extract<DeedMessage, { type: 'earlier' }>,
  { area, mode }: SessionHead,
  now: number,
): Earlier | null => readEarlier(purpose, summary, { area, mode, now })
