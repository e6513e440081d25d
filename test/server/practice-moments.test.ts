import { beforeEach, describe, expect, test } from 'vitest'
import { questionsOf } from '../../content/questions.ts'
import { contactsOf } from '../../server/contacts.ts'
import { Client, service } from '../support/service.ts'
import { southwark } from '../support/southwark.ts'

const { pack } = southwark
const today = '2026-11-21'

/** Every question with what practice says at it: in its notes, its contacts and its parts. */
const said = new Map(
  questionsOf(pack).map(({ id, contacts = [], notes = [], parts }) => [
    id,
    [
      ...notes.filter(({ source }) => source.startsWith('practice:')).map(({ words }) => words),
      ...contactsOf(pack, contacts, today).map(({ note = '' }) => note),
      ...parts
        .filter(({ source = '' }) => source.startsWith('practice:'))
        .map(({ words = '' }) => words),
    ].join(' '),
  ]),
)

describe('what practice needs and the protocol does not say', () => {
  test.each([
    ['a child who tells', 'concern', /not promise secrecy.*no leading questions.*their own words/],
    ['a recent assault', 'sexual-health', /police or a sexual assault referral centre \(SARC\)/],
    ['a recent assault', 'sexual-health', /does not wash.*Do not question/],
    ['images', 'online', /Do not view, copy or forward/],
    ['the hub out of hours', 'next', /out-of-hours or emergency duty team/],
    ['the hub out of hours', 'consultation', /out-of-hours or emergency duty team/],
    ['the hub out of hours', 'asked', /out-of-hours or emergency duty team/],
    ['another borough', 'consultation', /lives in another borough, contact the hub there/],
    ['another borough', 'asked', /lives in another borough, contact the hub there/],
    ['a trafficked child', 'complex', /Schools and the health service ask the MASH or police/],
    ['the basis of sharing', 'consent', /On what basis is information shared/],
  ])('is there at its moment: %s, at %s', (_, question, words) => {
    expect(said.get(question)).toMatch(words)
  })

  test('is short beside a question, and longer where it can be opened', () => {
    for (const { id, notes = [], help = [] } of questionsOf(pack)) {
      for (const { words } of notes.filter(({ source }) => source.startsWith('practice:')))
        expect(words.split(/\s+/).length, id).toBeLessThanOrEqual(35)
      expect(new Set(help).size).toBe(help.length)
    }
    const opened = (topic: string) =>
      questionsOf(pack)
        .filter(({ help = [] }) => help.includes(topic))
        .map(({ id }) => id)
    expect(opened('after-an-assault')).toEqual(['concern', 'known', 'sexual-health'])
    expect(opened('a-child-who-tells')).toEqual(['concern', 'wishes'])
    expect(opened('images')).toEqual(['concern', 'known', 'online'])
    expect(opened('which-hub')).toEqual(['discussion.later', 'next', 'consultation', 'asked'])
    expect(opened('a-trafficked-child')).toEqual(['complex'])
    expect(opened('an-adult')).toEqual(['age'])
  })

  test('invents no number: the only ones are the protocol’s and 999', () => {
    const numbers = JSON.stringify([pack.contacts, pack.reference, pack.route, pack.notices]).match(
      /\b0\d[\d ]{8,}\d\b|\b(101|111|999)\b/g,
    )
    expect(new Set(numbers)).toEqual(new Set(['999', '020 7525 1921']))
  })
})

describe('somebody of 18 or over', () => {
  let client: Client
  beforeEach(() => {
    client = new Client(service())
    client.open()
    client.answer('danger', 'no')
    client.answer('role', 'school')
    client.answer('practitioner', 'not-known')
    client.answer('concern', 'A worry.')
  })
  const notices = () => client.view?.notices.map(({ id }) => id)

  test('has the adult route named, and what was done before 18 can still be reported', () => {
    client.answer('age', '18-or-over')
    expect(notices()).toContain('adult-route')
    expect(client.view?.notices.find(({ id }) => id === 'adult-route')?.words).toMatch(
      /adult safeguarding team.*before 18 can still be reported/,
    )
  })

  test.each(['17', '16-or-17', 'under-18', 'not-known'])(
    'is nobody whose age is given as %s',
    (age) => {
      client.answer('age', age)
      expect(notices()).not.toContain('adult-route')
    },
  )
})
