import { describe, expect, test } from 'vitest'
import { type Facts, noFacts } from '../../machines/facts.ts'
import { asksMore, progressOf, questionsOf } from '../../machines/screening.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark
const nothing = noFacts(outline)
const domain = (id: string) => {
  const found = outline.domains.find((one) => one.id === id)
  if (!found) throw new Error(`no section ${id}`)
  return found
}

describe('a follow-up is asked', () => {
  const asks = (question: string, ...ticked: string[]) =>
    asksMore(outline, question, { ...nothing, [question]: ticked })

  test.each([
    ['prompts, whatever was ticked of what is there', 'missing', 'late'],
    ['prompts alone', 'services', 'good'],
    ['details in what was ticked', 'education', 'worry'],
    ['details in the first description too', 'health', 'good'],
  ])('where there are %s', (_, question, ticked) => {
    expect(asks(question, ticked)).toBe(true)
  })

  test.each([
    ['nothing was ticked', 'missing', ''],
    ['what was asked about is not there at all', 'missing', 'none'],
    ['it is not known', 'missing', 'not-known'],
    ['what was ticked has no details, and there are no prompts', 'education', 'reduced'],
    ['the section has no follow-up', 'sexual-health', 'exchange'],
    ['there is no such question', 'no-such-question', 'x'],
  ])('not where %s', (_, question, ticked) => {
    expect(asks(question, ...(ticked ? [ticked] : []))).toBe(false)
  })

  test('not before its question was answered', () => {
    expect(asksMore(outline, 'missing', nothing)).toBe(false)
  })
})

describe('how far a section has got', () => {
  const progress = (id: string, facts: Facts) =>
    progressOf(outline, domain(id), { ...nothing, ...facts })

  test.each<[string, string, Facts, string]>([
    ['nothing was answered', 'missing', {}, 'not-started'],
    ['its follow-up is left', 'missing', { missing: ['late'] }, 'in-progress'],
    ['both were answered', 'missing', { missing: ['late'], 'missing.more': ['given'] }, 'done'],
    ['there was nothing to follow up', 'missing', { missing: ['none'] }, 'done'],
    [
      'one of two questions is left',
      'recognition',
      { 'recognition.carer': ['good'] },
      'in-progress',
    ],
    ['only another section was answered', 'missing', { education: ['reduced'] }, 'not-started'],
  ])('where %s', (_, id, facts, expected) => {
    expect(progress(id, facts)).toBe(expected)
  })

  test('is told by the questions it asks as things stand', () => {
    const asked = (facts: Facts) =>
      questionsOf(outline, domain('recognition'), { ...nothing, ...facts })
    expect(asked({})).toEqual(['recognition.child', 'recognition.carer'])
    expect(asked({ 'recognition.child': ['some'] })).toEqual([
      'recognition.child',
      'recognition.child.more',
      'recognition.carer',
    ])
  })
})
