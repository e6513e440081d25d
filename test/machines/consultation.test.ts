import { describe, expect, test } from 'vitest'
import {
  act,
  type CaseRecord,
  openRecord,
  promptOf,
  standingAnswers,
} from '../../machines/case-record.ts'
import { papersAt, withoutIdentity } from '../../machines/consultation.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark
const factsOf = (record: CaseRecord) => record.snapshot.context.facts
const waits = (record: CaseRecord) => {
  const wait = promptOf(record)
  return wait.waits === 'question' ? wait.question : wait.waits
}
const named = (record: CaseRecord) => !withoutIdentity(factsOf(record))
const papers = (record: CaseRecord) => papersAt(promptOf(record), factsOf(record))

/** The case after these answers, each by the part it is given in, with the check passed where it comes. */
function after(
  start: CaseRecord,
  ...given: [question: string, answer: Record<string, string | string[]>][]
) {
  return given.reduce((record, [question, answer]) => {
    const here = waits(record) === 'checking' ? act(record, { type: 'check' }, 0) : record
    const asked =
      here && waits(here) !== question ? act(here, { type: 'revisit', question }, 0) : here
    const next = asked && act(asked, { type: 'answer', question, answer }, 0)
    if (!next) throw new Error(`${question} cannot be answered at ${waits(record)}`)
    return next
  }, start)
}

const untilNext = after(
  openRecord(outline),
  ['danger', { danger: 'no' }],
  ['role', { role: 'health' }],
  ['practitioner', { name: 'B.' }],
  ['concern', { words: 'A worry.' }],
  ['age', { age: '15' }],
  ['known', { known: ['none'] }],
  ['discussion', { talked: 'nobody' }],
  ['still-concerned', { remains: 'unsure' }],
)
const calling = after(untilNext, ['next', { next: 'consult' }])
const consulting = after(calling, ['consultation.call', {}])
const advised = after(consulting, ['consultation', { consulted: 'advised' }])
const referring = after(advised, ['next', { next: 'refer' }])
const decided = after(
  referring,
  ['consent', { consent: 'to-be-asked' }],
  ['manager', { talked: 'not-yet' }],
  ['decision', { decision: 'refer' }],
)

describe('a consultation', () => {
  test('is without identity from the choice to consult until the choice to refer', () => {
    expect(named(untilNext)).toBe(true)
    expect(named(consulting)).toBe(false)
    expect(named(advised)).toBe(false)
    expect(named(after(advised, ['next', { next: 'screen' }]))).toBe(false)
    expect(named(referring)).toBe(true)
  })

  test('is one where the person does not know which way to go', () => {
    const lost = act(untilNext, { type: 'answer', question: 'next', answer: 'not-known' }, 0)
    expect(lost && waits(lost)).toBe('consultation.call')
    expect(lost && named(lost)).toBe(false)
  })

  test('is one again when the decision turns from referring to consulting', () => {
    const back = after(decided, ['decision', { decision: 'consult' }])
    expect(named(decided)).toBe(true)
    expect(named(back)).toBe(false)
  })

  test('has a sheet for the call until it was made, and a note at the end', () => {
    expect(papers(untilNext)).toEqual([])
    expect([waits(calling), papers(calling)]).toEqual(['consultation.call', ['call-sheet']])
    expect([waits(consulting), papers(consulting)]).toEqual(['consultation', ['call-sheet']])
    const later = after(
      consulting,
      ['consultation', { consulted: 'not-yet' }],
      ['decision', { decision: 'consult' }],
    )
    expect([waits(later), papers(later)]).toEqual(['asked', ['call-sheet']])
    const left = after(later, ['asked', { words: 'Advice.' }])
    expect([waits(left), papers(left)]).toEqual(['leaving', ['call-sheet', 'note']])
    const called = after(
      left,
      ['next', { next: 'decide' }],
      ['consultation', { consulted: 'advised' }],
      ['decision', { decision: 'consult' }],
      ['asked', { words: 'Advice.' }],
    )
    expect([waits(called), papers(called)]).toEqual(['leaving', ['note']])
  })
})

describe('the call', () => {
  test('comes before anything asks what was said, by the next step and by the decision', () => {
    expect(waits(calling)).toBe('consultation.call')
    const decides = after(
      untilNext,
      ['next', { next: 'refer' }],
      ['consent', { consent: 'to-be-asked' }],
      ['manager', { talked: 'not-yet' }],
      ['decision', { decision: 'consult' }],
    )
    expect(waits(decides)).toBe('consultation.call')
    expect(waits(after(decides, ['consultation.call', { notes: 'Rang.' }]))).toBe('consultation')
    const said = after(
      decides,
      ['consultation.call', { notes: 'Rang.' }],
      ['consultation', { consulted: 'not-yet' }],
    )
    expect(waits(said)).toBe('asked')
  })

  test('is not asked about again by someone who decides to consult after it', () => {
    const again = after(
      consulting,
      ['consultation', { consulted: 'not-yet' }],
      ['decision', { decision: 'consult' }],
    )
    expect(waits(again)).toBe('asked')
  })
})

describe('a decision not to refer', () => {
  test('is without identity too, and has no paper of a consultation that never was', () => {
    const given = after(
      untilNext,
      ['still-concerned', { remains: 'no' }],
      ['next', { next: 'not-now' }],
      ['decision', { decision: 'not-now' }],
    )
    expect([named(given), waits(given), papers(given)]).toEqual([false, 'not-now', []])
  })
})

describe('from a consultation to a referral', () => {
  test('every answer is carried on, and only after that decision is it asked who the child is', () => {
    expect(waits(referring)).toBe('consent')
    const carried = standingAnswers(referring)
    for (const [question, answer] of standingAnswers(consulting)) {
      if (question !== 'next') expect(carried.get(question), question).toEqual(answer)
    }
    expect(carried.get('consultation')).toEqual({ consulted: 'advised' })
    expect(waits(decided)).toBe('asked')
    expect(waits(after(decided, ['asked', { words: 'Advice.' }]))).toBe('child')
  })

  test('who the child is is asked at the end too, when the decision is changed there', () => {
    const left = after(
      consulting,
      ['consultation', { consulted: 'not-yet' }],
      ['decision', { decision: 'consult' }],
      ['asked', { words: 'Advice.' }],
    )
    expect(waits(left)).toBe('leaving')
    const refers = after(
      left,
      ['decision', { decision: 'refer' }],
      ['asked', { words: 'A meeting.' }],
    )
    expect(waits(refers)).toBe('child')
    expect(standingAnswers(refers).get('concern')).toEqual({ words: 'A worry.' })
  })
})
