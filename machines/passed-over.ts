import { answered, conditions, type Facts } from './facts.ts'

/**
 * The questions of the person's own route that someone who refers with what they have has passed over.
 * Each can still be answered from the check.
 */
export function passedOver(facts: Facts): string[] {
  const lead = conditions.lead(facts)
  const own = conditions.police(facts)
    ? ['police.record']
    : conditions.socialWorker(facts)
      ? ['quality-assurance']
      : [
          lead ? 'discussion.lead' : 'discussion',
          ...(conditions.talked(facts) ? ['discussion.record'] : []),
          'still-concerned',
        ]
  const all = [
    'practitioner',
    'concern',
    'age',
    ...own,
    'wishes',
    'partners',
    'others',
    ...(conditions.earlierPlan(facts) ? ['earlier.plan'] : []),
    'actions',
    'manager',
  ]
  return all.filter((question) => !answered(facts, question))
}
