import { beforeEach, describe, expect, test } from 'vitest'
import { Client, service } from '../support/service.ts'

let client: Client
const options = () => {
  const { prompt } = client.view ?? {}
  const parts = prompt?.waits === 'question' ? prompt.question.parts : []
  return parts.flatMap((part) => (part.options ?? []).map(({ id }) => id))
}

/** A lead who refers with the MASH's advice recorded, gives the child's date of birth, and opens the decision again. */
beforeEach(() => {
  client = new Client(service())
  client.open()
})
function toDecisionAgain(born: string): void {
  const answers: [string, unknown][] = [
    ['danger', 'no'],
    ['role', 'lead'],
    ['practitioner', { name: 'A. Practitioner' }],
    ['concern', 'A worry.'],
    ['age', '16-or-17'],
    ['known', { suspected: ['maybe-exchange'] }],
    ['other-person', 'other'],
    ['discussion.lead', 'nobody'],
    ['still-concerned', 'no'],
    ['next', 'consult'],
    ['consultation.call', {}],
    [
      'consultation',
      { consulted: 'advised', adviser: 'Duty social worker', when: 'Today', advice: 'Watch.' },
    ],
    ['next', 'refer'],
    ['consent', { consent: 'to-be-asked' }],
  ]
  for (const [question, value] of answers) client.answer(question, value)
  client.say({ type: 'check' })
  client.answer('decision', 'refer')
  client.answer('asked', 'Advice.')
  client.answer('child', { born })
  client.say({ type: 'revisit', question: 'decision' })
}

describe('not to refer', () => {
  test('is offered to someone who was advised, while the child may be older', () => {
    toDecisionAgain('2010-05-01')
    expect(options()).toContain('not-now')
    expect(client.say({ type: 'answer', question: 'decision', value: 'not-now' })).toMatchObject({
      type: 'view',
    })
  })

  test('is neither offered nor taken once a date of birth says that the child is under 13', () => {
    toDecisionAgain('2015-05-01')
    expect(client.view?.alerts.map(({ id }) => id)).toContain('under-13-and-sexually-active')
    expect(options()).not.toContain('not-now')
    const reply = client.say({
      type: 'answer',
      question: 'decision',
      value: { decision: 'not-now' },
    })
    expect(reply).toMatchObject({ type: 'rejected', reason: 'answer', fault: 'not-an-option' })
  })
})
