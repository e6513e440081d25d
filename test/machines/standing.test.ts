import { describe, expect, test } from 'vitest'
import { notKnown } from '../../machines/answer.ts'
import { act, type CaseRecord, type Deed, standingAnswers } from '../../machines/case-record.ts'
import { standingOf } from '../../machines/standing.ts'
import { answer, choose, concernedLead, walk } from '../support/deeds.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark
const today = '2026-11-21'

const ticked = (question: string, fits: string[], age = '15'): CaseRecord => {
  const domain = southwark.domainOf(question)?.id ?? ''
  const ahead: Deed[] =
    question === 'recognition.carer' ? [answer('recognition.child', notKnown)] : []
  return walk(
    concernedLead(outline, age),
    choose(outline, 'next', 'screen'),
    { type: 'domain', domain },
    ...ahead,
    answer(question, { fits }),
  )
}
/** The alerts that stand by their ids; those that are only suspected with a question mark. */
const alerts = (record: CaseRecord) =>
  standingOf(record, today).alerts.map(({ id, suspected }) => (suspected ? `${id}?` : id))

describe('alerts', () => {
  test.each([
    ['sexual-health', 'under-13', '12', 'under-13-and-sexually-active'],
    ['sexual-health', 'no-support', 'under-13', 'under-13-and-sexually-active'],
    ['sexual-health', 'similar-age', '15', 'under-16-and-sexually-active'],
    ['sexual-health', 'similar-age', '13', 'under-16-and-sexually-active'],
    ['sexual-health', 'similar-age', '13-to-15', 'under-16-and-sexually-active'],
    ['sexual-health', 'no-support', '16', 'sixteen-or-seventeen'],
    ['sexual-health', 'no-support', '17', 'sixteen-or-seventeen'],
    ['sexual-health', 'adult', '15', 'adult-or-wide-age-gap'],
    ['sexual-health', 'not-consensual', '17', 'not-consensual'],
    ['sexual-health', 'intoxicated', '17', 'not-consensual'],
    ['sexual-health', 'made-to-watch', '14', 'made-to-watch'],
    ['sexual-health', 'made-to-watch', '14', 'under-16-and-sexually-active?'],
    ['sexual-health', 'made-to-watch', 'under-13', 'under-13-and-sexually-active?'],
    ['sexual-health', 'many-tests', 'under-13', 'under-13-and-sexually-active?'],
    ['sexual-health', 'many-tests', '15', 'under-16-and-sexually-active?'],
    ['sexual-health', 'adult-not-known', '15', 'adult-or-wide-age-gap'],
    ['sexual-health', 'adult-not-known', '15', 'under-16-and-sexually-active?'],
    ['sexual-health', 'no-support', 'under-18', 'sexually-active-age-not-known'],
    ['sexual-health', 'exchange', '17', 'exchange'],
    ['online', 'meeting', '17', 'meeting-unknown'],
    ['health', 'serious-self-harm', '17', 'serious-self-harm'],
    ['associations', 'controlling', '17', 'controlling-or-violent'],
  ])('%s: “%s” at %s raises %s by itself', (question, option, age, alert) => {
    const given = age === '12' ? 'under-13' : age
    expect(alerts(ticked(question, [option], given))).toContain(alert)
  })

  test('ordinary descriptions raise none', () => {
    expect(alerts(ticked('missing', ['often-long']))).toEqual([])
    expect(alerts(ticked('sexual-health', ['not-active'], 'under-13'))).toEqual([])
    expect(alerts(ticked('sexual-health', ['some-concerns'], '13'))).toEqual([])
  })

  test('changing the age withdraws one and raises another', () => {
    const young = ticked('sexual-health', ['similar-age'], 'under-13')
    expect(alerts(young)).toEqual(['under-13-and-sexually-active'])
    const older = walk(young, { type: 'revisit', question: 'age' }, choose(outline, 'age', '15'))
    expect(alerts(older)).toEqual(['under-16-and-sexually-active'])
    const oldest = walk(older, { type: 'revisit', question: 'age' }, choose(outline, 'age', '17'))
    expect(alerts(oldest)).toEqual(['sixteen-or-seventeen', 'position-of-trust?'])
  })

  test('changing the answer withdraws it', () => {
    const raised = ticked('online', ['meeting'])
    const changed = walk(
      raised,
      { type: 'revisit', question: 'online' },
      answer('online', { fits: ['aware'] }),
    )
    expect(alerts(changed)).toEqual([])
  })

  test('an age that is not known is never older: the law is named as open', () => {
    const record = walk(
      ticked('sexual-health', ['no-support'], '15'),
      { type: 'revisit', question: 'age' },
      answer('age', notKnown),
    )
    expect(alerts(record)).toEqual(['sexually-active-age-not-known', 'position-of-trust?'])
  })
})

describe('contradictions are pointed out and change nothing', () => {
  const pointed = (record: CaseRecord) => standingOf(record, today).contradictions

  test('an equal relationship, and under 13', () => {
    const record = ticked('sexual-health', ['similar-age'], 'under-13')
    expect(pointed(record)).toEqual(['similar-age-under-13'])
    expect(standingAnswers(record).get('sexual-health')).toEqual({ fits: ['similar-age'] })
  })

  test('under 13 ticked, and an older age given', () => {
    expect(pointed(ticked('sexual-health', ['under-13'], '15'))).toEqual(['under-13-but-older'])
  })

  test('active and not active', () => {
    expect(pointed(ticked('sexual-health', ['pressured', 'no-support']))).toEqual([
      'active-and-not-active',
    ])
    expect(pointed(ticked('sexual-health', ['not-active']))).toEqual([])
    expect(pointed(ticked('sexual-health', ['no-support']))).toEqual([])
  })

  test('the first description of a section beside a later one', () => {
    expect(pointed(ticked('missing', ['none', 'late']))).toEqual(['settled-beside-concern'])
    expect(pointed(ticked('missing', ['none']))).toEqual([])
  })

  test('no concern remains, and an alert stands', () => {
    const record = walk(
      ticked('online', ['meeting']),
      { type: 'revisit', question: 'still-concerned' },
      choose(outline, 'still-concerned', 'no'),
    )
    expect(pointed(record)).toEqual(['no-concern-but-alert'])
  })

  test('nothing, where no concern remains and no alert stands', () => {
    const record = walk(
      ticked('missing', ['late']),
      { type: 'revisit', question: 'still-concerned' },
      choose(outline, 'still-concerned', 'no'),
    )
    expect(pointed(record)).toEqual([])
  })

  test('a date of birth that does not fit the age given', () => {
    const record = walk(
      concernedLead(outline, '17'),
      { type: 'refer' },
      choose(outline, 'consent', 'to-be-asked'),
      { type: 'check' },
      choose(outline, 'decision', 'refer'),
      answer('asked', { words: 'Information sharing.' }),
      answer('child', { born: '2014-01-01' }),
    )
    expect(pointed(record)).toEqual(['ages-disagree'])
  })
})

describe('a deed that the route does not allow', () => {
  test('gives nothing, and leaves the case as it was', () => {
    const record = concernedLead(outline)
    const before = JSON.stringify(record.snapshot.context)
    expect(act(record, { type: 'check' }, 0)).toBeNull()
    expect(act(record, { type: 'domain', domain: 'nowhere' }, 0)).toBeNull()
    expect(act(record, { type: 'revisit', question: 'child' }, 0)).toBeNull()
    expect(act(record, choose(outline, 'next', 'not-now'), 0)).toBeNull()
    expect(JSON.stringify(record.snapshot.context)).toBe(before)
  })
})
