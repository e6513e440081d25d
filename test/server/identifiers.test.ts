import { beforeEach, describe, expect, test } from 'vitest'
import { Client, type Service, service, sessionOf } from '../support/service.ts'

let kept: Service
let client: Client
const wholeView = () => {
  client.open(null)
  return client.view
}
const concern = () =>
  wholeView()?.entries.find(({ question }) => question === 'concern')?.lines[0]?.words
const found = () => client.view?.pointedOut?.map(({ words }) => words)
const deal = (words: string, act: string, more: object = {}) =>
  client.say({ type: 'identifier', question: 'concern', part: 'words', words, act, ...more })

beforeEach(() => {
  kept = service()
  client = new Client(kept)
  client.open()
  client.answer('danger', 'no')
  client.answer('role', 'health')
  client.answer('practitioner', { name: 'Bea Practitioner', contact: '07700 900000' })
  client.answer('concern', 'Kayla Example rang 07700 900123. Kayla Example was with Tyrone Sample.')
  client.answer('age', '15')
  client.answer('known', 'not-known')
  client.answer('discussion', 'nobody')
  client.answer('still-concerned', 'unsure')
})

describe('what earlier answers hold that may say who the child is', () => {
  test('is told only while somebody consults, with what is formal marked, and no colleague', () => {
    expect(client.view?.pointedOut).toBeUndefined()
    client.answer('next', 'consult')
    expect(client.view?.pointedOut).toEqual([
      {
        question: 'concern',
        part: 'words',
        title: 'What is worrying you, in your own words?',
        words: 'Kayla Example',
        kind: 'name',
        formal: false,
      },
      expect.objectContaining({ words: '07700 900123', kind: 'phone', formal: true }),
      expect.objectContaining({ words: 'Tyrone Sample' }),
    ])
    client.say({ type: 'refer' })
    expect(client.view?.pointedOut).toBeUndefined()
  })
})

describe('words that may say who the child is', () => {
  beforeEach(() => {
    client.answer('next', 'consult')
  })

  test('are replaced wherever they stand in that part, and confirmed where they are not the child’s', () => {
    deal('Kayla Example', 'replace')
    expect(concern()).toBe('the child rang 07700 900123. the child was with Tyrone Sample.')
    deal('Tyrone Sample', 'replace-other')
    deal('07700 900123', 'confirm')
    expect(concern()).toBe('the child rang 07700 900123. the child was with [name left out].')
    expect(found()).toEqual([])
    expect(client.view?.confirmed).toEqual([
      { question: 'concern', part: 'words', words: '07700 900123' },
    ])
  })

  test('are dealt with for good: the record folded again says the same', () => {
    deal('Kayla Example', 'replace')
    deal('07700 900123', 'confirm')
    const again = new Client(service({ ...kept, sql: kept.sql }), client.ring)
    again.open(null)
    expect(again.view).toMatchObject({
      pointedOut: client.view?.pointedOut,
      confirmed: client.view?.confirmed,
    })
    const entry = again.view?.entries.find(({ question }) => question === 'concern')
    expect(entry?.lines[0]?.words).toBe(concern())
    expect(found()).toEqual(['Tyrone Sample'])
  })

  test('are dealt with once, however often the message comes, and another under its id is refused', () => {
    const message = { id: 'deal', revision: client.view?.revision }
    const first = deal('Kayla Example', 'replace', message)
    expect(deal('Kayla Example', 'replace', message)).toEqual(first)
    expect(deal('Kayla Example', 'confirm', message)).toMatchObject({ reason: 'id-reused' })
    expect(deal('Tyrone Sample', 'replace', message)).toMatchObject({ reason: 'id-reused' })
    expect(concern()).toBe('the child rang 07700 900123. the child was with Tyrone Sample.')
  })

  test.each([
    ['that are not there', { words: 'Shanice Example' }],
    ['that the search does not find', { words: 'rang' }],
    ['of a colleague', { question: 'practitioner', part: 'contact', words: '07700 900000' }],
    ['of another part', { part: 'seen' }],
    ['of a question that has no answer', { question: 'asked' }],
    ['of a question that is none', { question: 'nowhere' }],
    [
      'of a number, as if they were somebody’s name',
      { words: '07700 900123', act: 'replace-other' },
    ],
  ])('are refused %s, and nothing changes', (_, more) => {
    const before = client.view?.revision
    expect(deal('Kayla Example', 'replace', more)).toMatchObject({
      type: 'rejected',
      reason: 'not-now',
    })
    client.open(null)
    expect(client.view?.revision).toBe(before)
  })

  test('re-open no question, check or decision where they are dealt with at the end', () => {
    client.answer('consultation.call', {})
    client.answer('consultation', { consulted: 'advised' })
    client.answer('next', 'decide')
    client.say({ type: 'check' })
    client.answer('decision', { decision: 'consult' })
    client.answer('asked', 'Advice.')
    expect(client.waits).toBe('leaving')
    deal('Kayla Example', 'replace')
    deal('07700 900123', 'confirm')
    expect(client.waits).toBe('leaving')
    const { answers, decision } = sessionOf(client).caseView(kept.clock.now())
    expect(decision).toBe('consult')
    expect(answers.get('concern')).toEqual({
      words: 'the child rang 07700 900123. the child was with Tyrone Sample.',
    })
  })

  test('are dealt with in the cells of a table too', () => {
    client.say({ type: 'refer' })
    client.answer('consent', 'to-be-asked')
    expect(client.waits).toBe('checking')
    client.say({ type: 'revisit', question: 'actions' })
    client.answer('actions', {
      rows: [
        { concern: 'Calls', needed: 'Ring 07700 900456', who: 'Dad is karl' },
        { needed: 'Ring 07700 900456' },
      ],
    })
    const reply = client.say({
      type: 'identifier',
      question: 'actions',
      part: 'rows',
      words: '07700 900456',
      act: 'replace',
    })
    expect(reply.type).toBe('view')
    expect(sessionOf(client).caseView(kept.clock.now()).answer('actions')).toEqual({
      rows: [
        { concern: 'Calls', needed: 'Ring a phone number', who: 'Dad is karl' },
        { needed: 'Ring a phone number' },
      ],
    })
  })

  test('are in no log', () => {
    deal('Kayla Example', 'replace')
    deal('Shanice Example', 'replace')
    expect(JSON.stringify([kept.logged, kept.counted])).not.toMatch(/Kayla|Shanice/)
  })
})
