import { conditions } from '../../machines/facts.ts'
import type { Block } from '../protocol.ts'
import { paragraph } from './blocks.ts'
import { type CaseView, closed, lowerFirst } from './case-view.ts'
import { told } from './told.ts'

const questions = [
  'looked-after',
  'placement.children',
  'placement.safety',
  'placement.parents',
  'placement.parents-reason',
] as const

/** Whether the child is looked after, and the seven points weighed if so: southwark:7.12. */
export function lookedAfter(view: CaseView): Block[] {
  if (!conditions.lookedAfter(view.standing.facts)) return []
  const blank = questions.flatMap((id) => blankParts(view, id))
  return [
    ...questions.flatMap((id) => (id === 'placement.parents' ? parents(view) : told(view, id))),
    ...(blank.length > 0
      ? paragraph(closed(view.say('looked-after.blank', { list: blank.join(' ') })))
      : []),
  ]
}

/** Read on its own, the answer would not say who is to be told. */
function parents({ chosen, loaded }: CaseView): Block[] {
  const told = chosen('placement.parents', 'told')[0]
  if (!told) return []
  return paragraph(closed(`${loaded.question('placement.parents').short}: ${lowerFirst(told)}`))
}

/** The parts of an answer that were left blank; one that identifies may have been withheld, so it is not named. */
function blankParts({ answer, decision, loaded, part }: CaseView, id: string): string[] {
  if (typeof answer(id) !== 'object') return []
  return loaded
    .question(id)
    .parts.filter((one) => decision === 'refer' || !one.identifies)
    .filter((one) => part(id, one.id) === undefined)
    .flatMap(({ words }) => words ?? [])
}
