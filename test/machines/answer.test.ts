import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf, isDate, notKnown, readAnswer, sameAnswer } from '../../machines/answer.ts'
import type { QuestionOutline } from '../../machines/outline.ts'
import { southwark } from '../support/southwark.ts'

const option = (id: string) => ({ id, marks: [], probes: [] })

const question: QuestionOutline = {
  id: 'example',
  identifies: false,
  mayBeBlank: false,
  parts: [
    { id: 'fits', kind: 'many', required: true, options: ['one', 'two', 'three'].map(option) },
    { id: 'seen', kind: 'text', required: false, limit: 10 },
    { id: 'on', kind: 'date', required: false },
    { id: 'rows', kind: 'rows', required: false, limit: 2, columns: [{ id: 'what', limit: 5 }] },
  ],
}
const single: QuestionOutline = {
  id: 'single',
  identifies: false,
  mayBeBlank: false,
  parts: [{ id: 'choice', kind: 'one', required: true, options: ['yes', 'no'].map(option) }],
}
const all = () => true

describe('reading an answer', () => {
  test('“not known” answers any question and is kept apart from every option', () => {
    expect(readAnswer(question, notKnown, all)).toEqual({ ok: true, answer: notKnown })
    expect(factsOf(question, notKnown)).toEqual([notKnown])
  })

  test('a bare value stands for the only part of a one-part question', () => {
    expect(readAnswer(single, 'yes', all)).toEqual({ ok: true, answer: { choice: 'yes' } })
  })

  test('ticks come in the pack’s order, so that the same ticks are the same answer', () => {
    const a = readAnswer(question, { fits: ['three', 'one'] }, all)
    const b = readAnswer(question, { fits: ['one', 'three'] }, all)
    expect(a).toEqual(b)
    expect(a.ok && b.ok && sameAnswer(a.answer, b.answer)).toBe(true)
  })

  test('parts left empty are absent, and lines of a table with nothing in them are too', () => {
    const given = { fits: ['one'], seen: '  ', on: '', rows: [{ what: '' }, { what: ' x ' }] }
    expect(readAnswer(question, given, all)).toEqual({
      ok: true,
      answer: { fits: ['one'], rows: [{ what: 'x' }] },
    })
  })

  test.each([
    ['an option that is not there', { fits: ['four'] }, 'not-an-option', 'fits'],
    ['two choices where one may be made', ['yes', 'no'], 'wrong-shape', 'choice'],
    ['a text over its limit', { fits: ['one'], seen: 'x'.repeat(11) }, 'too-long', 'seen'],
    ['a required part left out', { seen: 'x' }, 'missing-part', 'fits'],
    ['nothing at all', {}, 'missing-part', 'fits'],
    ['a day that does not exist', { fits: ['one'], on: '2026-02-30' }, 'not-a-date', 'on'],
    ['too many lines', { fits: ['one'], rows: [{}, {}, {}] }, 'too-long', 'rows'],
    [
      'a line with a column of its own',
      { fits: ['one'], rows: [{ who: 'x' }] },
      'unknown-part',
      'rows',
    ],
    ['a part that was not asked for', { fits: ['one'], extra: 'x' }, 'unknown-part', ''],
    ['a number', 7, 'wrong-shape', 'fits'],
    ['half of a character', { fits: ['one'], seen: '\ud800' }, 'wrong-shape', 'seen'],
  ])('%s is refused, and the part at fault is named', (_, value, fault, part) => {
    const asked = Array.isArray(value) ? single : question
    expect(readAnswer(asked, value, all)).toEqual({ ok: false, fault, part })
  })

  test('an option that is not offered now is refused though the pack holds it', () => {
    expect(readAnswer(single, 'no', (id) => id === 'yes')).toMatchObject({ fault: 'not-an-option' })
  })

  test('a limit counts characters as a person does', () => {
    expect(readAnswer(question, { fits: ['one'], seen: '😀'.repeat(10) }, all).ok).toBe(true)
  })

  test('a follow-up may be left wholly blank, and no other question may', () => {
    const followUp = { ...question, mayBeBlank: true, parts: question.parts.slice(1) }
    expect(readAnswer(followUp, {}, all)).toEqual({ ok: true, answer: {} })
    expect(readAnswer({ ...followUp, mayBeBlank: false }, {}, all)).toMatchObject({
      fault: 'missing-part',
    })
  })

  test('control characters are dropped, and lines and tabs are kept', () => {
    const reading = readAnswer(question, { fits: ['one'], seen: 'a\u0000b\r\nc\td' }, all)
    expect(reading).toMatchObject({ answer: { seen: 'ab\nc\td' } })
  })

  test('no value of any shape throws, and what is accepted is accepted again as the same', () => {
    const asked = Object.values(southwark.outline.questions)
    fc.assert(
      fc.property(fc.constantFrom(...asked), fc.jsonValue(), (one, value) => {
        const reading = readAnswer(one, value, all)
        if (reading.ok) expect(readAnswer(one, reading.answer, all)).toEqual(reading)
      }),
    )
  })

  test('whatever is accepted has facts that are options, “given” or “not known”', () => {
    const ids = ['one', 'two', 'three']
    const value = fc.record(
      { fits: fc.subarray(ids), seen: fc.string({ maxLength: 8 }) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(value, (given) => {
        const reading = readAnswer(question, given, all)
        if (!reading.ok) return
        for (const fact of factsOf(question, reading.answer))
          expect([...ids, 'given', notKnown]).toContain(fact)
      }),
    )
  })
})

test('a day is one that the calendar has', () => {
  expect(isDate('2028-02-29')).toBe(true)
  expect(isDate('2026-02-29')).toBe(false)
  expect(isDate('14 3 2026')).toBe(false)
})
