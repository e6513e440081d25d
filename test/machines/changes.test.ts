import { describe, expect, test } from 'vitest'
import { notKnown } from '../../machines/answer.ts'
import { act, type CaseRecord, type Deed } from '../../machines/case-record.ts'
import { answer, choose, opened, walk } from '../support/deeds.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark

/** Does these things a minute apart, from a case of a lead whose child is 14. */
function later(start: CaseRecord, ...deeds: Deed[]): CaseRecord {
  return deeds.reduce((record, deed, minute) => {
    const next = act(record, deed, (minute + 1) * 60_000)
    if (!next) throw new Error(JSON.stringify(deed))
    return next
  }, start)
}
const start = walk(opened(outline, 'lead', '14'), choose(outline, 'discussion.lead', 'nobody'))
const told = (record: CaseRecord) =>
  record.changes.map(({ question, at, withdrawn }) => ({
    question,
    minute: at / 60_000,
    withdrawn: withdrawn.map(({ id }) => id),
  }))

describe('the trail of changes', () => {
  test('is empty while every answer is a first one', () => {
    expect(start.changes).toEqual([])
  })

  test('has an age that was changed and changed back, with the alerts that went', () => {
    const known = later(
      start,
      { type: 'revisit', question: 'known' },
      answer('known', { known: ['contact'] }),
      { type: 'revisit', question: 'age' },
      choose(outline, 'age', 'under-13'),
      { type: 'revisit', question: 'age' },
      choose(outline, 'age', '14'),
    )
    expect(told(known)).toEqual([
      { question: 'known', minute: 2, withdrawn: [] },
      { question: 'age', minute: 4, withdrawn: ['under-16-and-sexually-active'] },
      { question: 'age', minute: 6, withdrawn: ['under-13-and-sexually-active'] },
    ])
    expect(known.changes[1]).toMatchObject({ from: { age: '14' }, to: { age: 'under-13' } })
  })

  test('has words that were rewritten, and an answer that became known', () => {
    const changed = later(
      start,
      { type: 'revisit', question: 'concern' },
      answer('concern', { words: 'Other words.' }),
      { type: 'revisit', question: 'known' },
      answer('known', { suspected: ['maybe-images'] }),
    )
    expect(changed.changes.map(({ question, from }) => [question, from])).toEqual([
      ['concern', { words: 'A worry in plain words.' }],
      ['known', notKnown],
    ])
  })

  test('has danger raised over an earlier “no”, since that changes an answer too', () => {
    const raised = later(start, { type: 'danger' })
    expect(raised.changes).toMatchObject([
      { question: 'danger', from: { danger: 'no' }, to: { danger: 'yes' }, at: 60_000 },
    ])
  })

  test('has no answer that was opened and kept, and no way on that was chosen anew', () => {
    const kept = later(
      start,
      { type: 'revisit', question: 'age' },
      choose(outline, 'age', '14'),
      choose(outline, 'still-concerned', 'yes'),
      choose(outline, 'next', 'screen'),
      { type: 'refer' },
    )
    expect(kept.changes).toEqual([])
  })

  test('has a decision that was made again otherwise', () => {
    const decided = later(
      start,
      choose(outline, 'still-concerned', 'yes'),
      { type: 'refer' },
      choose(outline, 'consent', 'to-be-asked'),
      { type: 'check' },
      choose(outline, 'decision', 'refer'),
      { type: 'revisit', question: 'decision' },
      choose(outline, 'decision', 'consult'),
    )
    expect(told(decided)).toEqual([{ question: 'decision', minute: 7, withdrawn: [] }])
  })
})
