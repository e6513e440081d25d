import { describe, expect, test } from 'vitest'
import { notKnown } from '../../machines/answer.ts'
import { type CaseRecord, canDo, promptOf, standingAnswers } from '../../machines/case-record.ts'
import { noticesOf } from '../../machines/notices.ts'
import { offeredOptions } from '../../machines/offered.ts'
import { passedOver } from '../../machines/passed-over.ts'
import { standingOf } from '../../machines/standing.ts'
import { answer, choose, concernedLead, opened, walk } from '../support/deeds.ts'
import { southwark } from '../support/southwark.ts'

const { outline } = southwark
const waits = (record: CaseRecord) => {
  const wait = promptOf(record)
  return wait.waits === 'question' ? wait.question : wait.waits
}
const factsOf = (record: CaseRecord) => record.snapshot.context.facts
const notices = (record: CaseRecord) =>
  noticesOf(waits(record), standingOf(record, '2026-11-21'), outline)
const offered = (record: CaseRecord) => offeredOptions(outline, waits(record), factsOf(record))
const screened = (role = 'lead') =>
  role === 'social-worker'
    ? walk(opened(outline, role), answer('quality-assurance', { consulted: 'yes' }), {
        type: 'leave-screening',
      })
    : walk(concernedLead(outline), choose(outline, 'next', 'screen'), { type: 'leave-screening' })

/** A case whose screening is left, up to the question whether the child is looked after. */
const atPlacement = (role = 'lead') =>
  walk(
    screened(role),
    answer('wishes', notKnown),
    answer('partners', notKnown),
    answer('others', notKnown),
    answer('complex', { involved: 'suspects' }),
  )

describe('a looked-after child', () => {
  test.each(['here', 'elsewhere', 'place-not-known'])(
    'who is looked after (%s) has the seven points asked about, and one who is not has none',
    (where) => {
      const asked = walk(atPlacement(), choose(outline, 'looked-after', where))
      expect(waits(asked)).toBe('placement.children')
      const done = walk(
        asked,
        answer('placement.children', notKnown),
        answer('placement.safety', notKnown),
        choose(outline, 'placement.parents', 'told'),
      )
      expect(waits(done)).toBe('actions')
      for (const no of ['no', notKnown]) {
        const value = no === notKnown ? notKnown : { where: no }
        expect(waits(walk(atPlacement(), answer('looked-after', value)))).toBe('actions')
      }
    },
  )

  test('has seven parts for the seven points, each with the row it stands for', () => {
    const rows = ['placement.children', 'placement.safety', 'placement.parents'].flatMap((id) =>
      southwark
        .question(id)
        .parts.map((part) => part.source ?? ('options' in part ? part.options[0]?.source : null)),
    )
    expect(rows.map((row) => row?.replace('southwark:7.12.', '')).sort()).toEqual([
      'carers',
      'monitored',
      'movements',
      'others',
      'parents',
      'remain',
      'together',
    ])
  })

  test('in another borough brings up who is told there, and by whom', () => {
    const ids = (where: string) =>
      notices(walk(atPlacement(), choose(outline, 'looked-after', where)))
    expect(ids('elsewhere')).toEqual(['placed-elsewhere'])
    expect(ids('here')).toEqual([])
  })

  test('whose parents are not told has the reason asked for, and loses it when that changes', () => {
    const silent = walk(
      atPlacement(),
      choose(outline, 'looked-after', 'here'),
      answer('placement.children', notKnown),
      answer('placement.safety', notKnown),
      choose(outline, 'placement.parents', 'not-told'),
    )
    expect(waits(silent)).toBe('placement.parents-reason')
    const told = walk(
      silent,
      answer('placement.parents-reason', { reason: 'It is not safe.' }),
      { type: 'revisit', question: 'placement.parents' },
      choose(outline, 'placement.parents', 'to-be-told'),
    )
    expect(factsOf(told)['placement.parents-reason']).toBeUndefined()
  })

  test('is a gap to fill for someone who refers with what they have', () => {
    const referring = walk(concernedLead(outline), { type: 'refer' })
    expect(passedOver(factsOf(referring))).toContain('looked-after')
    const known = walk(
      referring,
      { type: 'revisit', question: 'looked-after' },
      choose(outline, 'looked-after', 'elsewhere'),
    )
    expect(passedOver(factsOf(known))).toEqual(
      expect.arrayContaining(['placement.children', 'placement.safety', 'placement.parents']),
    )
  })
})

describe('an allocated social worker', () => {
  const atReview = walk(
    atPlacement('social-worker'),
    choose(outline, 'looked-after', 'no'),
    answer('actions', { none: 'Not yet.' }),
    answer('aims', { child: ['safety'], justice: ['arrest'] }),
  )

  test('says which review it informs, and nobody else is asked', () => {
    expect(waits(atReview)).toBe('review')
    const lead = walk(
      atPlacement(),
      choose(outline, 'looked-after', 'no'),
      answer('actions', notKnown),
      answer('aims', {}),
    )
    expect(waits(lead)).toBe('consent')
  })

  test('is told of the list and of MASE, that the tool must be complete, and what comes back', () => {
    const consent = walk(atReview, choose(outline, 'review', 'core-group'))
    expect(notices(consent)).toEqual(['families-and-the-list'])
    const deciding = walk(
      consent,
      choose(outline, 'consent', 'to-be-asked'),
      choose(outline, 'manager', 'yes'),
      { type: 'check' },
    )
    expect(notices(deciding)).toContain('tool-must-be-complete')
    const asked = walk(deciding, choose(outline, 'decision', 'refer'))
    expect(notices(asked)).toEqual(['reply-to-open-case'])
    const planning = walk(atPlacement('social-worker'), choose(outline, 'looked-after', 'no'))
    expect(notices(planning)).toEqual(['no-referral-to-mase'])
  })
})

describe('someone who is no practitioner', () => {
  const worried = opened(outline, 'public')

  test('goes to the MASH without a manager, a screening tool or consent to a form', () => {
    expect(waits(worried)).toBe('next')
    expect(offered(worried)).toEqual(['consult', 'refer', 'not-taken-on'])
    expect(canDo(worried, { type: 'overview' })).toBe(false)
    expect(canDo(worried, { type: 'domain', domain: 'missing' })).toBe(false)
    const referring = walk(worried, choose(outline, 'next', 'refer'))
    expect(waits(referring)).toBe('checking')
    expect(passedOver(factsOf(referring))).toEqual([])
    expect(waits(walk(referring, { type: 'check' }, choose(outline, 'decision', 'refer')))).toBe(
      'asked',
    )
  })

  test('has no consent standing that they gave as somebody else, and nothing asked of them about it', () => {
    const refused = walk(
      concernedLead(outline),
      choose(outline, 'next', 'refer'),
      choose(outline, 'consent', 'refused'),
    )
    const settled = walk(
      refused,
      choose(outline, 'consent.way', 'override'),
      answer('consent.reason', { reason: 'A threat.' }),
    )
    for (const before of [refused, settled]) {
      const changed = walk(
        before,
        { type: 'revisit', question: 'role' },
        choose(outline, 'role', 'public'),
        choose(outline, 'next', 'refer'),
      )
      expect(waits(changed)).toBe('checking')
      expect([...standingAnswers(changed).keys()].filter((id) => id.startsWith('consent'))).toEqual(
        [],
      )
      expect(canDo(changed, { type: 'revisit', question: 'consent' })).toBe(false)
      expect(notices(walk(changed, { type: 'check' }))).not.toContain('consent-still-open')
    }
  })

  test('who is a practitioner after all is asked for consent, with what they had answered', () => {
    const back = walk(
      concernedLead(outline),
      choose(outline, 'next', 'refer'),
      choose(outline, 'consent', 'refused'),
      { type: 'revisit', question: 'role' },
      choose(outline, 'role', 'public'),
      { type: 'revisit', question: 'role' },
      choose(outline, 'role', 'health'),
      { type: 'refer' },
    )
    expect(waits(back)).toBe('consent')
    expect(back.answers.get('consent')).toEqual({ consent: 'refused' })
    expect(waits(walk(back, choose(outline, 'consent', 'refused')))).toBe('consent.way')
  })
})

describe('a police officer', () => {
  test('is told that consent is said of the form and not of CRIS or a Merlin', () => {
    const asked = walk(opened(outline, 'police'), choose(outline, 'next', 'refer'))
    expect(waits(asked)).toBe('consent')
    expect(notices(asked)).toEqual(['consent-of-police'])
  })
})

describe('a difference of view', () => {
  const differing = (whose: string) =>
    walk(
      opened(outline, 'school'),
      choose(outline, 'discussion', 'yes'),
      answer('discussion.record', { who: 'The lead', view: 'differ' }),
      answer('disagreement', { whose, way: 'raise' }),
    )

  test('is asked about only where there is one', () => {
    const alike = walk(
      opened(outline, 'school'),
      choose(outline, 'discussion', 'yes'),
      answer('discussion.record', { who: 'The lead', view: 'agree' }),
    )
    expect(waits(alike)).toBe('still-concerned')
  })

  test('leaves the way to the MASH open to the one who is concerned', () => {
    expect(notices(differing('mine'))).toEqual(['own-concern'])
    const next = walk(differing('mine'), choose(outline, 'still-concerned', 'yes'))
    expect(offered(next)).toEqual(expect.arrayContaining(['consult', 'refer']))
  })

  test('never ends in “not now” while the other person is concerned', () => {
    const theirs = walk(differing('theirs'), choose(outline, 'still-concerned', 'no'))
    expect(notices(theirs)).toEqual(['their-concern'])
    expect(offered(theirs)).not.toContain('not-now')
    const mine = walk(differing('mine'), choose(outline, 'still-concerned', 'no'))
    expect(offered(mine)).toContain('not-now')
  })

  test('that is withdrawn takes what was drawn from it along', () => {
    const agreed = walk(
      differing('theirs'),
      { type: 'revisit', question: 'discussion.record' },
      answer('discussion.record', { who: 'The lead', view: 'agree' }),
    )
    expect(factsOf(agreed).disagreement).toBeUndefined()
  })
})

describe('consent that is refused', () => {
  const refused = walk(
    concernedLead(outline),
    choose(outline, 'next', 'refer'),
    choose(outline, 'consent', 'refused'),
  )

  test('has a way forward, and only going ahead without it has its reason asked for', () => {
    expect(waits(refused)).toBe('consent.way')
    expect(waits(walk(refused, choose(outline, 'consent.way', 'override')))).toBe('consent.reason')
    expect(waits(walk(refused, answer('consent.way', notKnown)))).toBe('consent.reason')
    expect(waits(walk(refused, choose(outline, 'consent.way', 'ask-again')))).toBe('checking')
  })

  test.each([
    ['sends nothing now', 'no', 'not-now'],
    ['consults', 'unsure', 'consult'],
  ])('has its way forward asked too of somebody who then %s', (_, concerned, next) => {
    const turned = walk(
      concernedLead(outline),
      choose(outline, 'next', 'refer'),
      choose(outline, 'consent', 'given'),
      { type: 'revisit', question: 'still-concerned' },
      choose(outline, 'still-concerned', concerned),
      { type: 'revisit', question: 'consent' },
      choose(outline, 'consent', 'refused'),
      choose(outline, 'next', next),
      ...(next === 'consult'
        ? [answer('consultation.call', {}), answer('consultation', { consulted: 'not-yet' })]
        : []),
    )
    expect(waits(turned)).toBe('consent.way')
    expect(waits(walk(turned, choose(outline, 'consent.way', 'ask-again')))).toBe('checking')
    const ahead = walk(turned, choose(outline, 'consent.way', 'override'))
    expect(waits(ahead)).toBe('consent.reason')
    expect(waits(walk(ahead, answer('consent.reason', { reason: 'A threat.' })))).toBe('checking')
  })

  test('is pointed out at the decision until there is a reason', () => {
    const asking = walk(refused, choose(outline, 'consent.way', 'ask-again'), { type: 'check' })
    expect(notices(asking)).toContain('consent-still-open')
    const reasoned = walk(
      refused,
      choose(outline, 'consent.way', 'override'),
      answer('consent.reason', { reason: 'A threat.' }),
      { type: 'check' },
    )
    expect(notices(reasoned)).not.toContain('consent-still-open')
  })
})

describe('a concern that the MASH has not taken on', () => {
  const declined = walk(
    concernedLead(outline),
    choose(outline, 'next', 'not-taken-on'),
    answer('not-taken-on', { way: 'review', reason: 'Below threshold.' }),
  )

  test('has its way forward recorded, and then what comes next is asked again', () => {
    expect(waits(declined)).toBe('next')
    expect(notices(declined)).toContain('after-not-taken-on')
    expect(offered(declined)).toEqual(['consult', 'screen', 'refer', 'decide'])
  })

  test('can be said at the end too, once the answer of the MASH is there', () => {
    const sent = walk(
      concernedLead(outline),
      choose(outline, 'next', 'refer'),
      choose(outline, 'consent', 'to-be-asked'),
      { type: 'check' },
      choose(outline, 'decision', 'refer'),
      answer('asked', { words: 'A strategy meeting.' }),
      answer('child', { name: 'K.' }),
    )
    const back = walk(
      sent,
      { type: 'revisit', question: 'next' },
      choose(outline, 'next', 'not-taken-on'),
    )
    expect(waits(back)).toBe('not-taken-on')
  })
})
