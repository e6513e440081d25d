import { type CaseRecord, standingAnswer } from './case-record.ts'

/** The name that the person who writes has given, or nothing; a second person is never that one. */
export function writerOf(record: CaseRecord): string {
  const practitioner = standingAnswer(record, 'practitioner')
  const name = typeof practitioner === 'object' ? practitioner.name : undefined
  return typeof name === 'string' ? name : ''
}
