import { notKnown } from './answer.ts'
import { answered, conditions, decisionOf, type Facts, is } from './facts.ts'
import type { Wait } from './route.ts'

/** What a consultation needs on paper beside the summary: a sheet for the call, and a note of it for the record. */
export type Paper = 'call-sheet' | 'note'

/**
 * southwark:6.5: whether the person consults the MASH, or has done so, and has not gone on to refer, or has decided
 * not to. Until they do, nothing has to say who the child is.
 */
export function withoutIdentity(facts: Facts): boolean {
  const decision = decisionOf(facts)
  if (decision === 'refer') return false
  if (decision !== null) return true
  const consults = is(facts, 'next', 'consult') || is(facts, 'next', notKnown)
  return !conditions.referring(facts) && (consults || answered(facts, 'consultation'))
}

/** The papers of use where the route waits: the sheet until the call has been made, the note at the end. */
export function papersAt(wait: Wait, facts: Facts): Paper[] {
  if (wait.waits === 'question') {
    const calling = ['consultation.call', 'consultation', 'asked'].includes(wait.question)
    return calling && withoutIdentity(facts) ? ['call-sheet'] : []
  }
  if (wait.waits !== 'leaving' || !answered(facts, 'consultation')) return []
  const called = is(facts, 'consultation', 'advised')
  return withoutIdentity(facts) && !called ? ['call-sheet', 'note'] : ['note']
}
