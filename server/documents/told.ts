import { notKnown } from '../../machines/answer.ts'
import type { Block } from '../protocol.ts'
import { readBack } from '../read-back.ts'
import { paragraph, quote } from './blocks.ts'
import { type CaseView, closed } from './case-view.ts'

/** One answer as it was given: what was chosen as sentences, what was typed in quotation marks, by part. */
export function told({ answer, loaded }: CaseView, question: string): Block[] {
  const given = answer(question)
  if (given === undefined || given === notKnown) return []
  return readBack(loaded, loaded.question(question), given).flatMap(({ label, words, typed }) =>
    typed ? quote(words, label) : paragraph([label, closed(words)].filter(Boolean).join(' ')),
  )
}
