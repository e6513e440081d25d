/**
 * The parts that summaries and rules read by name: a pack without one would lose an answer without a
 * word. `required` must be answered; `identifies` must be kept out of a consultation.
 */
export const readParts: Readonly<
  Record<string, Readonly<Record<string, 'read' | 'required' | 'identifies'>>>
> = {
  danger: { danger: 'required' },
  'danger.action': { action: 'required' },
  practitioner: { name: 'read', agency: 'read', contact: 'read' },
  'police.record': { recorded: 'required', references: 'read' },
  concern: { words: 'required' },
  age: { age: 'required' },
  known: { known: 'read', suspected: 'read' },
  'other-person': { who: 'required' },
  'quality-assurance': { consulted: 'required', who: 'read', when: 'read', said: 'read' },
  'discussion.record': { who: 'read', when: 'read', view: 'read', thought: 'read' },
  disagreement: { whose: 'required', way: 'required', words: 'read' },
  'consultation.call': { notes: 'read' },
  consultation: { consulted: 'required', adviser: 'read', when: 'read', advice: 'read' },
  'not-taken-on': { way: 'required', who: 'read', reason: 'read', then: 'read' },
  wishes: { words: 'required' },
  others: { others: 'required', details: 'identifies' },
  complex: { involved: 'required' },
  'looked-after': { where: 'required' },
  'placement.children': { risks: 'identifies', monitored: 'identifies', together: 'identifies' },
  'placement.safety': { remain: 'read', movements: 'read', carers: 'read' },
  'placement.parents': { told: 'required' },
  'placement.parents-reason': { reason: 'required', who: 'read', filed: 'read' },
  actions: { rows: 'read', none: 'read' },
  aims: { child: 'read', justice: 'read' },
  review: { meeting: 'required', when: 'read' },
  consent: { consent: 'required', basis: 'read' },
  'consent.given': { who: 'read', when: 'read' },
  'consent.way': { way: 'required', who: 'read' },
  'consent.reason': { reason: 'required', who: 'read' },
  manager: { talked: 'required', who: 'read', when: 'read', thought: 'read' },
  decision: { decision: 'required', words: 'read' },
  'not-now': {
    reasons: 'required',
    agreed: 'required',
    'agreed-when': 'read',
    watch: 'required',
    review: 'required',
  },
  asked: { words: 'required' },
  child: { name: 'identifies', born: 'identifies' },
}
