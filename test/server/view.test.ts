import { beforeEach, describe, expect, test } from 'vitest'
import { Client, service } from '../support/service.ts'

let client: Client
beforeEach(() => {
  client = new Client(service())
  client.open()
})

/** Up to the choice of what to do next, as someone who has talked it over. */
function concerned(remains: string) {
  client.answer('danger', 'no')
  client.answer('role', 'school')
  client.answer('practitioner', 'not-known')
  client.answer('concern', 'A worry.')
  client.answer('age', '15')
  client.answer('known', 'not-known')
  client.answer('discussion', 'nobody')
  return client.answer('still-concerned', remains)
}
const stateOf = (step: string) => client.view?.steps.find(({ id }) => id === step)?.state
const asked = () => {
  const prompt = client.view?.prompt
  return prompt?.waits === 'question' ? prompt.question : undefined
}

describe('a view', () => {
  test('says of a question why it is asked, its source, and how old its contacts are', () => {
    concerned('yes')
    expect(asked()).toMatchObject({ id: 'next', source: 'Protocol, 6.1, 6.2, 6.5' })
    expect(asked()?.contacts).toMatchObject([
      { phone: '020 7525 1921', verified: 'July 2015', stale: true },
    ])
    expect(client.view?.notices.map(({ id }) => id)).toEqual(['concern-remains'])
  })

  test('brings what can be read beside a question with it, each item with its source', () => {
    expect(asked()).not.toHaveProperty('help')
    concerned('yes')
    client.say({ type: 'revisit', question: 'concern' })
    expect(asked()?.help?.map(({ id }) => id)).toEqual([
      'definition',
      'forms',
      'links',
      'a-child-who-tells',
      'after-an-assault',
      'images',
      'since',
    ])
    const help = (id: string) => asked()?.help?.find((topic) => topic.id === id)
    expect(help('definition')?.items[0]).toMatchObject({ source: 'Protocol, 2.1' })
    expect(help('forms')?.items[0]).toMatchObject({
      term: 'Boyfriend model',
      source: 'Protocol, 3.1',
    })
    client.answer('concern', 'A worry.')
    client.answer('next', 'screen')
    expect(client.view?.prompt).toMatchObject({
      waits: 'overview',
      help: [{ id: 'indicators' }, { id: 'vulnerabilities' }],
    })
  })

  test('after a deed brings only the entries it touched, those it re-opened among them', () => {
    concerned('yes')
    const view = client.answer('next', 'screen')
    expect(view).toMatchObject({ whole: false })
    expect(view.entries.map(({ question }) => question)).toEqual(['next'])
    client.say({ type: 'revisit', question: 'still-concerned' })
    const changed = client.answer('still-concerned', 'no')
    expect(changed.entries.map(({ question, stands }) => [question, stands])).toEqual([
      ['still-concerned', true],
      ['next', false],
    ])
  })

  test('offers again, to be kept or changed, what was answered before', () => {
    concerned('yes')
    client.say({ type: 'back' })
    expect(asked()).toMatchObject({ id: 'still-concerned', value: { remains: 'yes' } })
  })

  test('has the decision ready that was named as the next step, to be confirmed', () => {
    concerned('yes')
    client.answer('next', 'refer')
    client.answer('consent', 'to-be-asked')
    client.say({ type: 'check' })
    expect(asked()).toMatchObject({ id: 'decision', value: { decision: 'refer' } })
    expect(asked()?.parts[0]?.options?.map(({ id }) => id)).toEqual(['refer', 'consult'])
    expect(client.view?.notices.map(({ id }) => id)).toEqual(['decision-after-concern'])
  })

  test('ticks the steps that were taken, and not one that was gone round', () => {
    concerned('yes')
    client.answer('next', 'refer')
    client.answer('consent', 'to-be-asked')
    expect(client.waits).toBe('checking')
    expect(stateOf('discussing')).toBe('done')
    expect(stateOf('screening')).toBe('passed')
    expect(stateOf('checking')).toBe('now')
    expect(stateOf('deciding')).toBe('todo')
  })

  test('raises an alert once, and keeps it standing', () => {
    concerned('yes')
    client.answer('next', 'screen')
    client.say({ type: 'domain', domain: 'online' })
    const raised = client.answer('online', { fits: ['meeting'] })
    expect(raised.alerts).toMatchObject([{ id: 'meeting-unknown', raised: true }])
    const later = client.say({ type: 'overview' })
    expect(later).toMatchObject({ view: { alerts: [{ id: 'meeting-unknown', raised: false }] } })
  })

  test('at the check lists what was passed over, the discussion among it, and the sections', () => {
    client.answer('danger', 'no')
    client.answer('role', 'school')
    client.say({ type: 'refer' })
    client.answer('age', '15')
    client.answer('known', 'not-known')
    client.answer('consent', 'to-be-asked')
    const { prompt } = client.view ?? {}
    const unanswered = prompt?.waits === 'checking' ? prompt.unanswered : []
    expect(unanswered.filter(({ by }) => by === 'revisit').map(({ id }) => id)).toEqual([
      'practitioner',
      'concern',
      'discussion',
      'still-concerned',
      'wishes',
      'partners',
      'others',
      'complex',
      'looked-after',
      'actions',
      'manager',
    ])
    expect(unanswered.filter(({ by }) => by === 'domain')).toHaveLength(11)
    for (const { id } of unanswered.filter(({ by }) => by === 'revisit')) {
      expect(client.say({ type: 'revisit', question: id })).toMatchObject({ type: 'view' })
      expect(client.waits).toBe(id)
    }
  })

  test('says when the case is without identity, and where words could name the child', () => {
    concerned('unsure')
    expect(client.view).toMatchObject({ anonymous: false, papers: [] })
    client.answer('next', 'consult')
    expect(client.view).toMatchObject({ anonymous: true, papers: ['call-sheet'] })
    const open = () => asked()?.parts.filter(({ mayName }) => mayName)
    expect(open()?.map(({ id }) => id)).toEqual(['notes'])
    client.answer('consultation.call', { notes: 'See them alone.' })
    expect(open()?.map(({ id }) => id)).toEqual(['when', 'advice'])
    expect(asked()?.value).toEqual({ advice: 'See them alone.' })
    client.say({ type: 'refer' })
    expect(client.view).toMatchObject({ anonymous: false, papers: [] })
  })

  test('marks of what was said the lines that a consultation would carry', () => {
    concerned('unsure')
    client.say({ type: 'revisit', question: 'practitioner' })
    const writer = client.answer('practitioner', { name: 'B. Practitioner', agency: 'A clinic' })
    expect(writer.entries.flatMap(({ lines }) => lines.filter(({ mayName }) => mayName))).toEqual(
      [],
    )
    client.say({ type: 'revisit', question: 'concern' })
    const { entries } = client.answer('concern', 'Another worry.')
    expect(entries.find(({ question }) => question === 'concern')?.lines).toEqual([
      { words: 'Another worry.', mayName: true },
    ])
  })

  test('says that 999 comes first where it has not been called', () => {
    client.answer('danger', 'yes')
    client.answer('danger.action', 'not-yet')
    expect(client.view?.notices.map(({ id }) => id)).toEqual(['call-now'])
  })
})
