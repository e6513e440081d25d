import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf, isDate, notKnown, readAnswer, sameAnswer } from '../../machines/answer.ts'
import type { QuestionOutline } from '../../machines/outline.ts'
import { southwark } from '../support/southwark.ts'

const option = (id: string) => ({ id, marks: [], suspected: false, probes: [] })

const question: QuestionOutline = {
  id: 'example',
  mayBeBlank: false,
  parts: [
    {
      id: 'fits',
      kind: 'many',
      required: true,
      identifies: false,
      options: ['one', 'two', 'three'].map(option),
    },
    { id: 'seen', kind: 'text', required: false, identifies: false, limit: 10 },
    { id: 'on', kind: 'date', required: false, identifies: false },
    {
      id: 'rows',
      kind: 'rows',
      required: false,
      identifies: false,
      limit: 2,
      columns: [{ id: 'what', limit: 5 }],
    },
  ],
}
const single: QuestionOutline = {
  id: 'single',
  mayBeBlank: false,
  parts: [
    {
      id: 'choice',
      kind: 'one',
      required: true,
      identifies: false,
      options: ['yes', 'no'].map(option),
    },
  ],
}
const all = () => true
const today = '2026-11-21'

describe('reading an answer', () => {
  test('“not known” answers any question and is kept apart from every option', () => {
    expect(readAnswer(question, notKnown, all, today)).toEqual({ ok: true, answer: notKnown })
    expect(factsOf(question, notKnown)).toEqual([notKnown])
  })

  test('a bare value stands for the only part of a one-part question', () => {
    expect(readAnswer(single, 'yes', all, today)).toEqual({ ok: true, answer: { choice: 'yes' } })
  })

  test('a bare value stands for the only part that is required, and for none where several are', () => {
    expect(readAnswer(question, 'one', all, today)).toEqual({ ok: true, answer: { fits: ['one'] } })
    const both = { ...question, parts: question.parts.map((part) => ({ ...part, required: true })) }
    expect(readAnswer(both, 'one', all, today)).toMatchObject({ ok: false, fault: 'wrong-shape' })
  })

  test('ticks come in the pack’s order, so that the same ticks are the same answer', () => {
    const a = readAnswer(question, { fits: ['three', 'one'] }, all, today)
    const b = readAnswer(question, { fits: ['one', 'three'] }, all, today)
    expect(a).toEqual(b)
    expect(a.ok && b.ok && sameAnswer(a.answer, b.answer)).toBe(true)
  })

  test('parts left empty are absent, and lines of a table with nothing in them are too', () => {
    const given = { fits: ['one'], seen: '  ', on: '', rows: [{ what: '' }, { what: ' x ' }] }
    expect(readAnswer(question, given, all, today)).toEqual({
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
    expect(readAnswer(asked, value, all, today)).toEqual({ ok: false, fault, part })
  })

  test('an option that is not offered now is refused though the pack holds it', () => {
    expect(readAnswer(single, 'no', (id) => id === 'yes', today)).toMatchObject({
      fault: 'not-an-option',
    })
  })

  test('a limit counts characters as a person does', () => {
    expect(readAnswer(question, { fits: ['one'], seen: '😀'.repeat(10) }, all, today).ok).toBe(true)
  })

  test('a follow-up may be left wholly blank, and no other question may', () => {
    const followUp = { ...question, mayBeBlank: true, parts: question.parts.slice(1) }
    expect(readAnswer(followUp, {}, all, today)).toEqual({ ok: true, answer: {} })
    expect(readAnswer({ ...followUp, mayBeBlank: false }, {}, all, today)).toMatchObject({
      fault: 'missing-part',
    })
  })

  const long: QuestionOutline = {
    ...question,
    parts: [{ id: 'words', kind: 'text', required: true, identifies: false, limit: 500 }],
  }

  test('characters that hide or turn words round are dropped, and lines and joiners are kept', () => {
    const typed = 'a\u0000b\u202e\r\nc\td\rनमस्\u200dते\u200b'
    expect(readAnswer(long, typed, all, today)).toMatchObject({
      answer: { words: 'ab\nc\td\nनमस्\u200dते' },
    })
  })

  test('words that cannot be seen are no words', () => {
    expect(readAnswer(long, '\u200b \u2060', all, today)).toMatchObject({ fault: 'missing-part' })
  })

  test('a line stays one line', () => {
    const reading = readAnswer(question, { fits: ['one'], seen: 'A\n\nB' }, all, today)
    expect(reading).toMatchObject({ answer: { seen: 'A B' } })
  })

  test('a day that must be past or to come is held to it, and today is neither too late nor too early', () => {
    const on = (when: 'past' | 'future', value: string) =>
      readAnswer(
        {
          ...question,
          parts: [{ id: 'on', kind: 'date', required: true, identifies: false, when }],
        },
        value,
        all,
        today,
      )
    expect(on('future', '2026-11-20')).toMatchObject({ fault: 'date-passed', part: 'on' })
    expect(on('past', '2026-11-22')).toMatchObject({ fault: 'date-to-come', part: 'on' })
    for (const when of ['past', 'future'] as const) expect(on(when, today).ok).toBe(true)
  })

  test('no value of any shape throws, and what is accepted is accepted again as the same', () => {
    const asked = Object.values(southwark.outline.questions)
    fc.assert(
      fc.property(fc.constantFrom(...asked), fc.jsonValue(), (one, value) => {
        const reading = readAnswer(one, value, all, today)
        if (reading.ok) expect(readAnswer(one, reading.answer, all, today)).toEqual(reading)
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
        const reading = readAnswer(question, given, all, today)
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

describe('the advice of the MASH', () => {
  const consultation = southwark.outline.questions.consultation
  const told = { adviser: 'Duty social worker J.', when: 'Today', advice: 'Watch.' }
  const factsFor = (answer: Record<string, string>) =>
    consultation ? factsOf(consultation, answer) : []

  test('is recorded once they were asked, and it says who advised, when and what', () => {
    expect(factsFor({ consulted: 'advised', ...told })).toEqual(['advised', 'recorded'])
    for (const part of Object.keys(told)) {
      const { [part]: _, ...left } = { consulted: 'advised', ...told } as Record<string, string>
      expect(factsFor(left), part).toEqual(['advised'])
    }
  })

  test('is not recorded by words beside “not yet”', () => {
    expect(factsFor({ consulted: 'not-yet', ...told })).toEqual(['not-yet'])
  })

  test.each([
    ['adviser', 'nobody'],
    ['adviser', 'me'],
    ['when', '-'],
    ['when', 'never'],
    ['advice', 'none'],
  ])('is not advice where its %s is “%s”', (part, words) => {
    if (!consultation) throw new Error('no such question')
    const value = { consulted: 'advised', ...told, [part]: words }
    expect(readAnswer(consultation, value, () => true, '2026-11-21')).toMatchObject({
      ok: false,
      part,
      fault: 'says-nothing',
    })
  })
})
