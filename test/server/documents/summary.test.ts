import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { summaryIn } from '../../../server/documents/formats.ts'
import { play } from '../../../server/play.ts'
import type { SummaryDocument } from '../../../server/protocol.ts'
import { Client, friday, service, sessionOf } from '../../support/service.ts'
import { southwark } from '../../support/southwark.ts'

const cases = join(import.meta.dirname, '../../cases')
const read = (name: string) => JSON.parse(readFileSync(join(cases, name), 'utf8'))
const lead = read('school-lead-refers.json')
const health = read('health-practitioner-consults.json')

type Script = {
  answers: Record<string, unknown>
  mode?: string
  again?: Record<string, unknown>
  then?: { change: string; to: unknown }[]
}

/** Plays a case to its end and gives the view its summary is written from. */
function caseOf({ answers, mode, again = {}, then = [] }: Script, at = friday) {
  const client = new Client(service())
  client.open('southwark', mode ? { mode } : {})
  const session = sessionOf(client)
  const played = play(session, { answers, again, then }, at)
  if (!('view' in played)) throw new Error(JSON.stringify(played))
  return session.caseView(at)
}

const textOf = (script: Script, at?: number) => summaryIn(caseOf(script, at), 'text').content
const documentOf = (script: Script) =>
  JSON.parse(summaryIn(caseOf(script), 'page').content) as SummaryDocument
const dataOf = (script: Script) => JSON.parse(summaryIn(caseOf(script), 'json').content)
const changed = (script: Script, answers: Record<string, unknown>): Script => ({
  ...script,
  answers: { ...script.answers, ...answers },
})

describe('each case under test/cases', () => {
  test.each(readdirSync(cases).filter((name) => name.endsWith('.json')))(
    '%s reads as it was reviewed',
    async (name) => {
      const script = read(name)
      const text = textOf(script, Date.parse(script.at)).replace(/digest [0-9a-f]{16}/, 'digest …')
      await expect(text).toMatchFileSnapshot(join(cases, name.replace('.json', '.txt')))
    },
  )
})

describe('a summary', () => {
  test('says first who, what is feared and what raises it, each alert with its source', () => {
    const { sections } = documentOf(lead)
    expect(sections.slice(0, 4).map(({ heading }) => heading)).toEqual([
      'Immediate danger',
      'The child',
      'What is feared',
      'What raises it',
    ])
    const [first] = sections[3]?.blocks ?? []
    expect(first?.kind === 'list' && first.items[0]).toBe(
      'Under 16 and sexually active. Under 16, sexual activity with the child is an offence. (Protocol, 5, 6.2)',
    )
  })

  test('has no empty heading', () => {
    for (const script of [lead, health, { answers: shortest }]) {
      for (const { heading, blocks } of documentOf(script).sections)
        expect(blocks.length, heading).toBeGreaterThan(0)
    }
  })

  test('says nothing of consent for a member of the public, though it was answered as somebody else', () => {
    const refused = changed(lead, {
      next: 'refer',
      consent: 'refused',
      'consent.way': { way: 'ask-again' },
    })
    expect(documentOf(refused).sections.map(({ heading }) => heading)).toContain('Consent')
    const document = documentOf({ ...refused, then: [{ change: 'role', to: 'public' }] })
    expect(document.title).toContain('A concern for Southwark MASH')
    expect(document.sections.map(({ heading }) => heading)).not.toContain('Consent')
    expect(JSON.stringify(document)).not.toContain('Ask again, in another way')
  })

  test('withdraws an alert when the age is changed', () => {
    const then = [{ change: 'age', to: '17' }]
    const older = changed(lead, { child: { name: 'K.' }, 'other-person': 'other' })
    expect(textOf(older)).toContain('Under 16 and sexually active')
    expect(textOf({ ...older, then })).not.toContain('Under 16 and sexually active')
    expect(textOf({ ...older, then })).toContain('16 or 17, and sexually active')
  })

  test('names every gap, with a question to take away', () => {
    const text = textOf(lead)
    expect(text).toContain(
      'Asked, and not known: Where the child lives (details); Recognising exploitation (the parent or carer); Physical and emotional health',
    )
    expect(text).toContain(
      'Not screened, or not fully: Gangs, crime and people who pose a risk; Internet and phone (2 of 11 sections).',
    )
    for (const id of ['recognition.carer', 'health', 'associations', 'online']) {
      expect(text).toContain(southwark.question(id).takeAway)
    }
    expect(text).toContain('Missing from home or care: How many times have they gone missing?')
  })

  test('shows of each section the descriptions furthest along the tool, and of sexual health all of them', () => {
    const raised = documentOf(
      changed(lead, { 'sexual-health': { fits: ['some-concerns', 'no-support', 'exchange'] } }),
    ).sections.find(({ heading }) => heading === 'What raises it')
    const items =
      raised?.blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])) ?? []
    expect(items.find((item) => item.startsWith('School'))).toMatch(
      /^School, college or work: attendance, behaviour or performance/,
    )
    expect(items.find((item) => item.startsWith('Sexual health and relationships'))).toMatch(
      /some concerns about sexual health; sexually active, and gets no support.*; feels pressure/,
    )
    expect(items.some((item) => item.startsWith('Contact with services'))).toBe(false)
  })

  test('sent with what is known says that it is unfinished, and what is missing', () => {
    const text = textOf({ answers: shortest })
    expect(text).toContain('This was prepared before it was complete')
    expect(text).toContain('The screening has not been started (11 sections).')
    expect(text).toContain('Reason to go ahead without consent')
  })

  test('names what was not given about the child, and the part of a section that is open', () => {
    const { 'recognition.carer': _, ...answers } = lead.answers
    const text = textOf({ answers })
    expect(text).toContain('Not given about the child: Parents or carers, and how to reach them.')
    expect(text).toContain('Recognising exploitation (the parent or carer); Gangs')
  })

  test('names the discussion as passed over, and a “yes” that has no details', () => {
    expect(textOf({ answers: { ...shortest, discussion: 'not-known' } })).not.toContain(
      'Not talked over',
    )
    expect(textOf(changed(lead, { 'discussion.record': 'not-known' }))).toContain(
      'Talked over. Who with and when are not recorded.',
    )
  })

  test('names the section in which two descriptions do not fit together', () => {
    const text = textOf(changed(lead, { services: { fits: ['good', 'none'] } }))
    expect(text).toContain(
      'Contact with services. The first description of a section is ticked, and a later one as well.',
    )
  })

  test('warns that a contact was last checked over a year ago', () => {
    expect(textOf(lead)).toContain(
      'Last checked July 2015: over a year ago. Check it before you rely on it.',
    )
    expect(textOf(lead, Date.parse('2016-01-10T12:00:00Z'))).toContain('Last checked July 2015.')
  })

  test('states no deadline for the practitioner', () => {
    const table = documentOf(lead)
      .sections.find(({ heading }) => heading.startsWith('What happens next'))
      ?.blocks.find((block) => block.kind === 'table')
    const own =
      table?.kind === 'table' ? table.rows.filter(([owner]) => owner?.includes('practitioner')) : []
    expect(own.length).toBeGreaterThan(0)
    for (const row of own) expect(row[2]).toBe('Not stated')
  })

  test('is stamped with the pack’s version and digest', () => {
    expect(textOf(lead)).toContain(
      `version ${southwark.pack.area.version}, digest ${southwark.pack.digest.slice(0, 16)}`,
    )
    expect(dataOf(lead).pack).toEqual({
      area: 'southwark',
      version: southwark.pack.area.version,
      digest: southwark.pack.digest,
    })
  })

  test('never calls a member of the public a practitioner', () => {
    const neighbour = read('neighbour-raises-concern.json')
    for (const danger of ['no', 'not-known']) {
      const text = textOf(changed(neighbour, { danger }))
      expect(text).not.toMatch(/practitioner/i)
      if (danger === 'no') expect(text).toMatch(/^The person who raises this said that no one/m)
    }
  })

  test('is dated by the clock of the area', () => {
    expect(textOf(lead, Date.parse('2026-07-01T22:30:00Z'))).toContain(
      'Prepared 1 July 2026, 23:30',
    )
  })

  test('of a rehearsal is stamped as training in every format', () => {
    const view = caseOf({ ...lead, mode: 'rehearsal' })
    for (const format of ['text', 'html', 'page', 'json'] as const) {
      expect(summaryIn(view, format).content, format).toContain(
        'This is a rehearsal about a fictional child.',
      )
    }
    expect(textOf(lead)).not.toContain('rehearsal')
  })
})

describe('no document sums up a child’s risk', () => {
  test.each([
    ['a total, a score or a rank', /\b(score|total|rank|rating of|points|percent|%)\b/i],
    [
      'a level of risk',
      /\b(low|medium|high|higher|highest|significant)[ -]risk\b|risk (level|is|score)/i,
    ],
    ['a row’s place', /\b[1-5] (of|out of) 5\b|\bapp2\b/],
  ])('with %s', (_, pattern) => {
    const bare = changed(lead, { education: { fits: ['sudden-change'] } })
    for (const script of [bare, health, { answers: shortest }]) {
      expect(textOf(script).replace(/by RAG rating/, '')).not.toMatch(pattern)
    }
  })
})

describe('a consultation', () => {
  test('holds no field that identifies the child, though it was given before the decision changed', () => {
    const refers = changed(lead, { consultation: { consulted: 'not-yet' } })
    const consults = {
      ...refers,
      then: [{ change: 'decision', to: { decision: 'consult', words: 'Asking first.' } }],
    }
    expect(dataOf(refers).answers.child).toBeDefined()
    const view = caseOf(consults)
    expect(view.kind).toBe('consult')
    for (const format of ['text', 'html', 'page', 'json'] as const) {
      const { content } = summaryIn(view, format)
      for (const { words = '' } of southwark.question('child').parts)
        expect(content).not.toContain(words)
      expect(content).not.toContain('2011-03-02')
      expect(content).not.toContain('2 March 2011')
      expect(content).not.toContain('year 10')
      expect(content, format).not.toContain('A friend in the year below')
    }
  })

  test('says to take out what identifies the child before it is shared', () => {
    expect(textOf(health)).toContain('take out any name or detail that identifies the child')
  })

  test('is not told of a date of birth by a conflict with it', () => {
    const script = changed(lead, {
      age: '17',
      'other-person': 'other',
      consultation: { consulted: 'not-yet' },
    })
    expect(textOf(script)).toContain('The date of birth and the age given do not match.')
    const then = [{ change: 'decision', to: { decision: 'consult' } }]
    expect(textOf({ ...script, then })).not.toContain('The date of birth')
  })
})

/** A conversation by deeds, for what no script can do, and the view its summary is written from. */
function viewAfter(...messages: Record<string, unknown>[]) {
  const client = new Client(service())
  client.open()
  for (const message of messages) {
    const reply = client.say(message)
    if (reply.type !== 'view') throw new Error(JSON.stringify(reply))
  }
  return sessionOf(client).caseView(friday)
}
const answered = (question: string, value: unknown) => ({ type: 'answer', question, value })

describe('danger', () => {
  test('raised on the way is in the summary, with what was done, and replaces what was said before', () => {
    const view = viewAfter(
      answered('danger', 'not-known'),
      answered('role', 'school'),
      { type: 'danger' },
      answered('danger.action', 'called'),
      { type: 'refer' },
      answered('age', '15'),
      answered('known', 'not-known'),
      answered('consent', 'to-be-asked'),
    )
    expect(summaryIn(view, 'text').content).toContain(
      'someone was in immediate danger. 999 has been called.',
    )
  })

  test('raised and not yet answered is in the summary all the same', () => {
    const view = viewAfter(answered('danger', 'no'), answered('role', 'school'), { type: 'danger' })
    expect(summaryIn(view, 'text').content).toContain('What was done about it is not recorded.')
  })
})

describe('consent', () => {
  test('has the basis on which information is shared, and what has changed since the protocol', () => {
    const view = viewAfter(
      answered('danger', 'no'),
      answered('role', 'school'),
      { type: 'refer' },
      answered('age', '15'),
      answered('known', 'not-known'),
      answered('consent', { consent: 'to-be-asked', basis: 'A child at risk of harm.' }),
    )
    const text = summaryIn(view, 'text').content
    expect(text).toMatch(/Basis on which information is shared:\s+“A child at risk of harm\.”/)
    const section = text.slice(text.indexOf('CONSENT'))
    expect(section).toMatch(
      /Changed since July 2015: sharing information to protect a child\. .*golden rules 2 and 3/,
    )
  })
})

describe('a decision', () => {
  const toNotNow = [
    answered('danger', 'no'),
    answered('role', 'police'),
    answered('practitioner', 'not-known'),
    answered('police.record', { recorded: 'both' }),
    answered('concern', 'A worry.'),
    answered('age', '15'),
    answered('known', 'not-known'),
    answered('next', 'refer'),
    answered('consent', 'to-be-asked'),
    { type: 'check' },
    answered('decision', { decision: 'refer' }),
  ]

  test('is none in a summary until what it asks for has been given', () => {
    const view = viewAfter(...toNotNow)
    expect(view.kind).toBe('undecided')
    const text = summaryIn(view, 'text').content
    expect(text).toContain('no decision recorded')
    expect(text).not.toMatch(/^DECISION$/m)
    expect(text).not.toContain('To consult the MASH')
    const done = viewAfter(
      ...toNotNow,
      answered('asked', 'Advice.'),
      answered('child', 'not-known'),
    )
    expect(done.kind).toBe('police')
  })
})

describe('a looked-after child', () => {
  const script: Script = read('looked-after-in-another-borough.json')
  const consulted = changed(script, {
    decision: { decision: 'consult' },
    consultation: { consulted: 'not-yet' },
  })

  test('has the seven points in the summary, and the points left blank by name', () => {
    const text = textOf(script)
    expect(text).toContain('Telling the parents: they will not be told.')
    expect(text).toContain(
      'Not answered: What have foster carers or residential workers been asked to do?',
    )
  })

  test('has in a consultation nothing that was said of the other children', () => {
    const text = textOf(consulted)
    expect(text).toContain('LOOKED-AFTER CHILD')
    expect(text).not.toContain('both boys')
    expect(text).not.toContain('What are the risks to other children in the placement?')
  })

  test('who lives in another borough has two owners more in the timeline, once referred', () => {
    const owner = 'Police where the child lives: Are told automatically'
    expect(textOf(script)).toContain(owner)
    expect(textOf(consulted)).not.toContain(owner)
    expect(textOf(changed(script, { 'looked-after': 'here' }))).not.toContain(owner)
  })
})

describe('a clock', () => {
  const script: Script = read('social-worker-open-case.json')

  test('says when it runs out, and that the protocol does not say which rating means which', () => {
    const text = textOf(script)
    expect(text).toContain('The protocol does not say which rating means which.')
    expect(text).toContain('by 23 November 2026, 11:30, or 25 November 2026, 15:30.')
  })

  test('is not worked out past the bank holidays that are listed', () => {
    const text = textOf(script, Date.parse('2028-12-29T16:00:00Z'))
    expect(text).toContain('The bank holidays listed here end with 2028')
  })

  test('is never one for whoever refers; the day of a review is their own', () => {
    for (const { for: whom, owner, clock } of southwark.pack.timeline.steps) {
      const theirs = /practitioner|whoever|police officer|allocated social worker/i.test(owner)
      if (theirs && clock !== 'On {review}') expect(clock, `${owner}, ${whom}`).toBeUndefined()
    }
  })
})

describe('a strategy meeting', () => {
  test('has its nine items in the summary of a referral, and none in a consultation', () => {
    const rows = (script: Script) =>
      documentOf(script)
        .sections.filter(({ heading }) => heading === 'For the strategy meeting')
        .flatMap(({ blocks }) =>
          blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])),
        )
    expect(rows(lead)).toHaveLength(9)
    expect(rows(health)).toEqual([])
    expect(rows(lead)[7]?.[1]).toContain(
      'Not known, or not answered: Physical and emotional health, and behaviour.',
    )
  })
})

describe('what was typed', () => {
  const hostile = '<script>alert(1)</script> {{constructor}} " onload="x'

  test('is words and never markup in the HTML', () => {
    const { content } = summaryIn(caseOf(changed(lead, { concern: hostile })), 'html')
    expect(content).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(content).not.toContain('<script')
    expect(content).toContain('{{constructor}}')
  })

  test('stands as it was in the text and the data', () => {
    const script = changed(lead, { concern: hostile })
    expect(textOf(script)).toContain(hostile.trim())
    expect(dataOf(script).answers.concern.words).toBe(hostile.trim())
  })

  test('cannot pass for a heading of the text, nor turn its words round', () => {
    const forged = 'ok”\n\nDECISION\nNot to refer now.\u202e'
    const text = textOf(
      changed(lead, { concern: forged, practitioner: { name: 'Ann\n\nDECISION' } }),
    )
    expect(text.match(/^DECISION$/gm)).toHaveLength(1)
    expect(text).toContain('by Ann DECISION,')
    expect(text).not.toContain('\u202e')
  })

  test('is in no file name', () => {
    for (const format of ['text', 'html', 'json'] as const) {
      expect(summaryIn(caseOf(lead), format).name).toMatch(
        /^summary-\d{4}-\d{2}-\d{2}\.(txt|html|json)$/,
      )
    }
  })
})

const shortest = {
  danger: 'not-known',
  role: 'other',
  practitioner: 'not-known',
  concern: 'A worry.',
  age: 'not-known',
  known: 'not-known',
  discussion: 'nobody',
  'still-concerned': 'yes',
  next: 'refer',
  consent: 'refused',
  'consent.way': { way: 'override' },
  'consent.reason': 'not-known',
  manager: 'not-known',
  decision: 'not-known',
  consultation: { consulted: 'not-yet' },
  asked: 'Advice.',
  child: 'not-known',
}
