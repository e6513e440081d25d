import { describe, expect, test } from 'vitest'
import { notKnown } from '../../machines/answer.ts'
import {
  act,
  type CaseRecord,
  type Deed,
  openRecord,
  previousQuestion,
  promptOf,
  standingAnswers,
} from '../../machines/case-record.ts'
import { moreOf } from '../../machines/outline.ts'
import { progressOf } from '../../machines/screening.ts'
import { answer, choose, concernedLead, opened, walk } from '../support/deeds.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark
const waits = (record: CaseRecord) => {
  const wait = promptOf(record)
  return wait.waits === 'question' ? wait.question : wait.waits
}
const choiceOf = (question: string, option: string) => {
  const deed = choose(outline, question, option)
  return deed.type === 'answer' && deed.answer
}
const screening = () => walk(concernedLead(outline), choose(outline, 'next', 'screen'))

describe('the route by role', () => {
  test.each([
    ['lead', 'discussion.lead'],
    ['school', 'discussion'],
    ['health', 'discussion'],
    ['other', 'discussion'],
    ['police', 'next'],
    ['social-worker', 'quality-assurance'],
  ])('%s goes on to %s', (role, question) => {
    expect(waits(opened(outline, role))).toBe(question)
  })

  test('nobody is asked who the child is before they have decided to refer', () => {
    const consulted = walk(
      concernedLead(outline),
      choose(outline, 'next', 'consult'),
      answer('consultation.call', {}),
      answer('consultation', { consulted: 'not-yet' }),
      { type: 'check' },
      choose(outline, 'decision', 'consult'),
      answer('asked', { words: 'Is this one for you?' }),
    )
    expect(waits(consulted)).toBe('leaving')
    expect(standingAnswers(consulted).has('child')).toBe(false)
  })

  test('from consultation to referral every answer goes along, and only then is the child asked about', () => {
    const consulted = walk(
      concernedLead(outline),
      choose(outline, 'next', 'consult'),
      answer('consultation.call', {}),
      answer('consultation', { consulted: 'advised', advice: 'Refer.' }),
      choose(outline, 'next', 'refer'),
      choose(outline, 'consent', 'given'),
      answer('consent.given', { who: ['parent'] }),
    )
    expect(waits(consulted)).toBe('checking')
    const decided = walk(
      consulted,
      { type: 'check' },
      choose(outline, 'decision', 'refer'),
      answer('asked', { words: 'x' }),
    )
    expect(waits(decided)).toBe('child')
    expect([...standingAnswers(decided).keys()]).toContain('consultation')
  })
})

describe('the screening', () => {
  test('any section can be taken in any order and left unfinished', () => {
    const record = walk(
      screening(),
      { type: 'domain', domain: 'online' },
      { type: 'overview' },
      { type: 'domain', domain: 'missing' },
    )
    expect(waits(record)).toBe('missing')
    expect(waits(walk(record, { type: 'overview' }, { type: 'leave-screening' }))).toBe('wishes')
  })

  test('one section leads to the next, and the last to the overview', () => {
    const record = walk(
      screening(),
      { type: 'domain', domain: 'missing' },
      answer('missing', notKnown),
    )
    expect(waits(record)).toBe('education')
    expect(
      waits(walk(screening(), { type: 'domain', domain: 'online' }, answer('online', notKnown))),
    ).toBe('overview')
  })

  test('a follow-up asks for the probes of what was ticked, and for nothing of what is not there', () => {
    const begun = walk(screening(), { type: 'domain', domain: 'missing' })
    expect(waits(walk(begun, answer('missing', { fits: ['none'] })))).toBe('education')
    expect(waits(walk(begun, answer('missing', { fits: ['often-long'] })))).toBe(moreOf('missing'))
    const taught = walk(screening(), { type: 'domain', domain: 'education' })
    expect(waits(walk(taught, answer('education', { fits: ['absent'] })))).toBe('substances')
    expect(waits(walk(taught, answer('education', { fits: ['worry'] })))).toBe(moreOf('education'))
  })

  test('a section answered “not known” is done, and says so as something other than no concern', () => {
    const record = walk(
      screening(),
      { type: 'domain', domain: 'missing' },
      answer('missing', notKnown),
    )
    const [missing] = outline.domains
    expect(missing && progressOf(outline, missing, record.snapshot.context.facts)).toBe('done')
    expect(record.snapshot.context.facts.missing).toEqual([notKnown])
  })

  test('section 6 asks about the child and about the parent or carer', () => {
    const record = walk(
      screening(),
      { type: 'domain', domain: 'recognition' },
      answer('recognition.child', { fits: ['good'] }),
      answer(moreOf('recognition.child'), {}),
    )
    expect(waits(record)).toBe('recognition.carer')
  })
})

describe('a section opened again', () => {
  test('goes on at the first question it has not answered', () => {
    const record = walk(
      screening(),
      { type: 'domain', domain: 'missing' },
      answer('missing', { fits: ['often-long'] }),
      { type: 'overview' },
      { type: 'domain', domain: 'missing' },
    )
    expect(waits(record)).toBe(moreOf('missing'))
  })

  test('goes back to its first question where it has answered all', () => {
    const record = walk(
      screening(),
      { type: 'domain', domain: 'missing' },
      answer('missing', { fits: ['none'] }),
      { type: 'domain', domain: 'missing' },
    )
    expect(waits(record)).toBe('missing')
  })

  test('takes a follow-up left blank as nothing to add', () => {
    const record = walk(
      screening(),
      { type: 'domain', domain: 'missing' },
      answer('missing', { fits: ['often-long'] }),
      answer(moreOf('missing'), {}),
    )
    expect(waits(record)).toBe('education')
  })
})

describe('changing an answer', () => {
  const midway = () =>
    walk(
      screening(),
      { type: 'domain', domain: 'missing' },
      answer('missing', { fits: ['often-long'] }),
    )

  test('returns to where the conversation stood', () => {
    const record = walk(midway(), { type: 'revisit', question: 'age' })
    expect(waits(record)).toBe('age')
    expect(waits(walk(record, choose(outline, 'age', '14')))).toBe(moreOf('missing'))
  })

  test('back goes to the question before, again and again', () => {
    const record = midway()
    expect(previousQuestion(record)).toBe('missing')
    const back = walk(record, { type: 'back' }, { type: 'back' })
    expect(waits(back)).toBe('next')
    expect(previousQuestion(openRecord(outline))).toBeNull()
  })

  test('back from a question that was answered before goes to the one before that', () => {
    const at = (question: string) => previousQuestion(walk(midway(), { type: 'revisit', question }))
    expect(at('concern')).toBe('practitioner')
    expect(at('role')).toBe('danger')
    expect(at('danger')).toBeNull()
  })

  test('a choice made by a button is kept as the answer it is', () => {
    const told = walk(opened(outline, 'lead'), { type: 'refer' }, { type: 'danger' })
    const { answers } = told
    expect([answers.get('next'), answers.get('danger')]).toEqual([
      choiceOf('next', 'refer'),
      choiceOf('danger', 'yes'),
    ])
    expect(answers.get('still-concerned')).toBeUndefined()
    const before = walk(opened(outline, 'lead'), { type: 'revisit', question: 'age' })
    expect(before.answers).toBe(walk(before, { type: 'back' }).answers)
  })

  test('an answer given again unchanged re-opens nothing', () => {
    const record = walk(
      midway(),
      { type: 'revisit', question: 'still-concerned' },
      choose(outline, 'still-concerned', 'yes'),
    )
    expect(waits(record)).toBe(moreOf('missing'))
    expect([...standingAnswers(record).keys()]).toContain('next')
  })

  test('a changed role re-opens the discussion that was held in the old one', () => {
    const record = walk(
      midway(),
      { type: 'revisit', question: 'role' },
      choose(outline, 'role', 'school'),
    )
    expect(waits(record)).toBe('discussion')
    const standing = [...standingAnswers(record).keys()]
    for (const gone of ['discussion.lead', 'discussion.record', 'still-concerned', 'next'])
      expect(standing).not.toContain(gone)
    expect(record.answers.get('discussion.record')).toEqual({ who: 'The deputy head' })
  })

  test('a changed description re-opens the details that were given for it', () => {
    const detailed = walk(midway(), answer(moreOf('missing'), { probes: ['unkempt'] }))
    const record = walk(
      detailed,
      { type: 'revisit', question: 'missing' },
      answer('missing', { fits: ['late'] }),
    )
    expect(standingAnswers(record).has(moreOf('missing'))).toBe(false)
  })

  test('raised danger returns to the same section once it has been answered', () => {
    const record = walk(midway(), { type: 'danger' })
    expect(waits(record)).toBe('danger.action')
    expect(waits(walk(record, choose(outline, 'danger.action', 'called')))).toBe(moreOf('missing'))
  })

  test('danger said again, after it was taken back, asks again what was done', () => {
    const raised = walk(midway(), { type: 'danger' }, choose(outline, 'danger.action', 'called'))
    const back = walk(
      raised,
      { type: 'revisit', question: 'danger' },
      choose(outline, 'danger', 'no'),
    )
    expect(waits(back)).toBe(moreOf('missing'))
    expect(standingAnswers(back).has('danger.action')).toBe(false)
    const again = walk(
      back,
      { type: 'revisit', question: 'danger' },
      choose(outline, 'danger', 'yes'),
    )
    expect(waits(again)).toBe('danger.action')
  })

  test('while someone is in danger, not to refer is no choice, though no concern remains', () => {
    const gone = walk(
      concernedLead(outline),
      { type: 'revisit', question: 'still-concerned' },
      choose(outline, 'still-concerned', 'no'),
    )
    expect(act(gone, choose(outline, 'next', 'not-now'), 0)).not.toBeNull()
    const raised = walk(gone, { type: 'danger' }, choose(outline, 'danger.action', 'called'))
    expect(waits(raised)).toBe('next')
    expect(act(raised, choose(outline, 'next', 'not-now'), 0)).toBeNull()
  })

  test('danger raised and not answered is asked about before a referral goes on', () => {
    const record = walk(midway(), { type: 'danger' }, { type: 'refer' })
    expect(waits(record)).toBe('danger.action')
    expect(waits(walk(record, choose(outline, 'danger.action', 'called')))).toBe('consent')
  })

  const ended = () =>
    walk(
      concernedLead(outline),
      { type: 'refer' },
      choose(outline, 'consent', 'to-be-asked'),
      { type: 'check' },
      choose(outline, 'decision', 'refer'),
      answer('asked', { words: 'x' }),
      answer('child', notKnown),
    )

  test('an answer given again unchanged leaves the check and the decision as they are', () => {
    const same = (question: string, deed: Deed) =>
      waits(walk(ended(), { type: 'revisit', question }, deed))
    expect(same('concern', answer('concern', { words: 'A worry in plain words.' }))).toBe('leaving')
    expect(same('concern', answer('concern', { words: 'Another worry.' }))).toBe('checking')
    expect(same('consent', choose(outline, 'consent', 'to-be-asked'))).toBe('leaving')
  })

  test('the screening opened again from the end has the decision made again', () => {
    expect(waits(ended())).toBe('leaving')
    const again = walk(
      ended(),
      { type: 'domain', domain: 'online' },
      answer('online', { fits: ['meeting'] }),
    )
    expect(again.snapshot.context.facts.decision).toBeUndefined()
  })

  test('a decision changed to a referral leaves no reasons not to refer behind', () => {
    const notNow = walk(
      concernedLead(outline),
      { type: 'revisit', question: 'still-concerned' },
      choose(outline, 'still-concerned', 'no'),
      choose(outline, 'next', 'not-now'),
      { type: 'check' },
      choose(outline, 'decision', 'not-now'),
      answer('not-now', { reasons: 'x', agreed: 'y', watch: 'z', review: '2027-01-01' }),
    )
    expect(waits(notNow)).toBe('leaving')
    const refers = walk(
      notNow,
      { type: 'revisit', question: 'decision' },
      choose(outline, 'decision', 'refer'),
    )
    expect(standingAnswers(refers).has('not-now')).toBe(false)
  })

  test('reasons not to refer that are not known lead back to the decision', () => {
    const record = walk(
      concernedLead(outline),
      { type: 'revisit', question: 'still-concerned' },
      choose(outline, 'still-concerned', 'no'),
      choose(outline, 'next', 'not-now'),
      { type: 'check' },
      choose(outline, 'decision', 'not-now'),
      answer('not-now', notKnown),
    )
    expect(waits(record)).toBe('decision')
  })
})
