import { answered, conditions, type Facts, held } from './facts.ts'

/**
 * The questions of the person's own route that someone who refers with what they have has passed over.
 * Each can still be answered from the check.
 */
export function passedOver(facts: Facts): string[] {
  const all = ['practitioner', 'concern', 'age', ...ownOf(facts)]
  return all.filter((question) => held(facts, question) && !answered(facts, question))
}

function ownOf(facts: Facts): string[] {
  if (conditions.public(facts)) return []
  if (conditions.police(facts)) return ['police.record', ...finishing(facts)]
  if (conditions.socialWorker(facts)) return ['quality-assurance', ...finishing(facts)]
  return [
    conditions.lead(facts) ? 'discussion.lead' : 'discussion',
    ...(conditions.talked(facts) ? ['discussion.record'] : []),
    ...(conditions.differs(facts) ? ['disagreement'] : []),
    'still-concerned',
    ...finishing(facts),
  ]
}

/** What is asked of everyone but a member of the public, once the screening is left. */
const finishing = (facts: Facts) => [
  'wishes',
  'partners',
  'others',
  'complex',
  'looked-after',
  ...(conditions.lookedAfter(facts)
    ? ['placement.children', 'placement.safety', 'placement.parents']
    : []),
  ...(conditions.parentsNotTold(facts) ? ['placement.parents-reason'] : []),
  ...(conditions.earlierPlan(facts) ? ['earlier.plan'] : []),
  'actions',
  ...(conditions.socialWorker(facts) ? ['review'] : []),
  'manager',
]
