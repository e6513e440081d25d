import { describe, expect, test } from 'vitest'
import { readAnswer } from '../../machines/answer.ts'
import { southwark } from '../support/southwark.ts'

const today = '2026-11-21'
const whole = {
  reasons: 'The phone was a present.',
  agreed: 'M. Example, deputy head',
  watch: 'Form tutor: attendance and new belongings',
  review: '2026-12-05',
}
const question = southwark.outline.questions['not-now']
const read = (change: Partial<typeof whole>, writer = 'Amina Okafor') => {
  if (!question) throw new Error('the pack asks nothing of someone who does not refer')
  const reading = readAnswer(question, { ...whole, ...change }, () => true, today, writer)
  return reading.ok ? 'taken' : `${reading.part}: ${reading.fault}`
}

describe('who agreed not to refer', () => {
  test.each([
    'Nobody',
    'nobody, yet',
    'No one',
    'None.',
    'me',
    'Just me, today',
    'N/A',
    'Amina Okafor',
    'A. Okafor',
    'okafor',
    'Amina Okafor, designated safeguarding lead',
    'Me (A. Okafor)',
    'nobody available',
    'no one was free',
    'unavailable',
    'not applicable',
    'TBC',
    'as above',
    'I am the lead',
    'n/a - I am the lead',
    'Amina, DSL',
    'Ms Okafor',
    'same person',
    'DSL',
    'The deputy head',
    'the child',
    'Nobody: Meera Example is away',
  ])('is never “%s”', (agreed) => {
    expect(read({ agreed })).toBe('agreed: needs-someone-else')
  })

  test.each([
    'M. Example',
    'The deputy head, M. Example',
    'Amira Okoro, school nurse',
    'Ahmed Okafor-Lee, deputy head',
    'Duty social worker J.',
  ])('can be “%s”', (agreed) => {
    expect(read({ agreed })).toBe('taken')
  })

  test('can share one name with the writer where another stands with it', () => {
    expect(read({ agreed: 'Amina Example' })).toBe('taken')
    expect(read({ agreed: 'J. Practitioner' }, 'Practitioner')).toBe('taken')
  })

  test('needs no name of the writer to be told from nobody', () => {
    expect(read({ agreed: 'Nobody' }, '')).toBe('agreed: needs-someone-else')
    expect(read({ agreed: 'M. Example' }, '')).toBe('taken')
  })
})

describe('what is watched', () => {
  test.each([
    ...['Nothing', 'none', 'N/A', 'Nothing to watch.', 'nothing really', 'nothing much'],
    ...['no need', 'as usual', 'TBC', 'x', 'Nothing new, but the same'],
  ])('is never “%s”', (watch) => {
    expect(read({ watch })).toBe('watch: says-nothing')
  })

  test('is whatever says something', () => {
    expect(read({ watch: 'Who collects her' })).toBe('taken')
  })
})

describe('the day of review', () => {
  test.each([
    ['2026-11-21', 'taken'],
    ['2026-12-19', 'taken'],
    ['2026-12-20', 'review: date-too-far'],
    ['2099-01-01', 'review: date-too-far'],
    ['2026-11-20', 'review: date-passed'],
  ])('%s is %s', (review, reading) => {
    expect(read({ review })).toBe(reading)
  })

  test('is counted in days across the end of a year and a change of clocks', () => {
    const at = (review: string, day: string) => {
      if (!question) throw new Error('no question')
      const reading = readAnswer(question, { ...whole, review }, () => true, day)
      return reading.ok
    }
    expect(at('2027-01-25', '2026-12-28')).toBe(true)
    expect(at('2027-01-26', '2026-12-28')).toBe(false)
    expect(at('2027-04-07', '2027-03-10')).toBe(true)
    expect(at('2027-04-08', '2027-03-10')).toBe(false)
  })
})
