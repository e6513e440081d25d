import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf, notKnown } from '../../machines/answer.ts'
import {
  act,
  type CaseRecord,
  canDo,
  type Deed,
  openRecord,
  previousQuestion,
  promptOf,
  standingAnswers,
} from '../../machines/case-record.ts'
import { answered, conditions, decisionOf, is } from '../../machines/facts.ts'
import { offeredOptions } from '../../machines/offered.ts'
import { passedOver } from '../../machines/passed-over.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark

/** Anything at all that the route allows now, chosen by number; answers come more often than the rest. */
function somethingOf(record: CaseRecord, pick: number): Deed {
  const wait = promptOf(record)
  const { facts } = record.snapshot.context
  const offers: Deed[] = [
    { type: 'danger' },
    { type: 'refer' },
    { type: 'overview' },
    { type: 'back' },
    { type: 'leave-screening' },
    { type: 'check' },
    ...outline.domains.map(({ id }): Deed => ({ type: 'domain', domain: id })),
    ...Object.keys(outline.questions).map((question): Deed => ({ type: 'revisit', question })),
  ].filter((deed) => act(record, deed as Deed) !== null) as Deed[]
  const answers: Deed[] = []
  if (wait.waits === 'question') {
    const { question } = wait
    const options = offeredOptions(outline, question, facts)
    const [first] = outline.questions[question]?.parts ?? []
    for (const option of options) {
      const value = first?.kind === 'one' ? option : [option]
      answers.push({ type: 'answer', question, answer: { [first?.id ?? '']: value } })
    }
    if (options.length === 0)
      answers.push({ type: 'answer', question, answer: { [first?.id ?? '']: `w${pick}` } })
    answers.push({ type: 'answer', question, answer: notKnown })
  }
  const all = [...answers, ...answers, ...answers, ...offers]
  return all[pick % all.length] as Deed
}

const walks = fc.array(fc.nat(100_000), { minLength: 40, maxLength: 160 })

/** Walks a route picked by number and looks at every case on the way. */
function everyCaseOf(
  picks: readonly number[],
  look: (record: CaseRecord, deed: Deed, before: CaseRecord) => void,
) {
  let record = openRecord(outline)
  for (const pick of picks) {
    const deed = somethingOf(record, pick)
    const next = act(record, deed)
    if (!next) throw new Error(`not taken: ${JSON.stringify(deed)}`)
    look(next, deed, record)
    record = next
  }
}

const holds = (look: Parameters<typeof everyCaseOf>[1]) =>
  fc.assert(
    fc.property(walks, (picks) => everyCaseOf(picks, look)),
    { numRuns: 150 },
  )

describe('whatever is done, in whatever order', () => {
  test('an answer that stands is the one the guards see', () => {
    holds((record) => {
      const { facts } = record.snapshot.context
      for (const [question, answer] of standingAnswers(record)) {
        const asked = outline.questions[question]
        if (asked) expect(factsOf(asked, answer), question).toEqual(facts[question])
      }
      for (const question of Object.keys(outline.questions)) {
        expect(record.answers.has(question) || !answered(facts, question), question).toBe(true)
      }
    })
  })

  test('whoever has an answer that stands can go back, and nobody else can', () => {
    holds((record) => {
      const back = canDo(record, { type: 'back' })
      expect(back).toBe(previousQuestion(record) !== null)
    })
  })

  test('what was passed over can be gone to by someone who refers, and by nobody else', () => {
    holds((record) => {
      const { facts } = record.snapshot.context
      for (const question of passedOver(facts)) {
        expect(canDo(record, { type: 'revisit', question })).toBe(conditions.referring(facts))
      }
    })
  })

  test('nobody comes to the check or to the end past an open question about danger', () => {
    let ends = 0
    holds((record) => {
      const { waits } = promptOf(record)
      if (waits !== 'checking' && waits !== 'leaving') return
      ends += 1
      const { facts } = record.snapshot.context
      expect(conditions.inDanger(facts) && !answered(facts, 'danger.action')).toBe(false)
    })
    expect(ends).toBeGreaterThan(20)
  })

  test('a decision not to refer is never made while someone is in danger, or concern may remain', () => {
    holds((record) => {
      const { facts } = record.snapshot.context
      if (decisionOf(facts) !== 'not-now') return
      expect(is(facts, 'still-concerned', 'no') && !conditions.inDanger(facts)).toBe(true)
    })
  })

  test('nobody ends where views differ or consent is refused without a way forward, or a gap that says so', () => {
    let seen = 0
    holds((record) => {
      const { waits } = promptOf(record)
      if (waits !== 'checking' && waits !== 'leaving') return
      const { facts } = record.snapshot.context
      const asked = [
        // A member of the public is not asked about consent, whatever they answered as somebody else.
        ...(conditions.consentRefused(facts) && !conditions.public(facts) ? ['consent.way'] : []),
        ...(conditions.differs(facts) && answered(facts, 'still-concerned')
          ? ['disagreement']
          : []),
        ...(is(facts, 'next', 'not-taken-on') ? ['not-taken-on'] : []),
      ]
      seen += asked.length
      for (const question of asked)
        expect(answered(facts, question) || passedOver(facts).includes(question), question).toBe(
          true,
        )
    })
    expect(seen).toBeGreaterThan(0)
  })

  test('an answer other than the one that stood is never taken for it', () => {
    holds((record, deed) => {
      if (deed.type !== 'answer') return
      const asked = outline.questions[deed.question]
      const stands = record.snapshot.context.facts[deed.question]
      const reasons = deed.question === 'not-now' || deed.question === 'next'
      if (asked && stands !== undefined && !reasons)
        expect(stands).toEqual(factsOf(asked, deed.answer))
    })
  })

  test('an answer before the decision has it made again', () => {
    const after = ['decision', 'asked', 'child', 'not-now']
    holds((record, deed, before) => {
      if (deed.type !== 'answer' || after.includes(deed.question)) return
      const same = JSON.stringify(before.answers.get(deed.question)) === JSON.stringify(deed.answer)
      if (same || deed.question === 'consultation') return
      expect(answered(record.snapshot.context.facts, 'decision')).toBe(false)
    })
  })
})
