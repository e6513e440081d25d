import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { paperIn, summaryIn } from '../../../server/documents/formats.ts'
import type { SummaryDocument } from '../../../server/protocol.ts'
import { playedCase } from '../../support/played-case.ts'
import { southwark } from '../../support/southwark.ts'

const cases = join(import.meta.dirname, '../../cases')
const read = (name: string) => JSON.parse(readFileSync(join(cases, `${name}.json`), 'utf8'))
const formats = ['text', 'html', 'page', 'json'] as const
type Script = ReturnType<typeof read>

const changed = (script: Script, answers: object): Script => ({
  ...script,
  answers: { ...script.answers, ...answers },
})
const viewOf = (script: Script) => playedCase(southwark, script)
const textOf = (script: Script) => summaryIn(viewOf(script), 'text').content
const sectionOf = (script: Script, heading: string) => {
  const document = JSON.parse(summaryIn(viewOf(script), 'page').content) as SummaryDocument
  const found = document.sections.find((one) => one.heading === heading)
  return JSON.stringify(found?.blocks ?? null)
}
const nurse = read('nurse-refers-under-13')
const inDanger = read('danger-and-999-not-called')
const watched = read('advised-and-not-referred')

describe('a positive pregnancy test and “under 13”, referred at once', () => {
  test('has the alert and its law in the summary, in every format, worded as an if', () => {
    for (const format of formats) {
      const { content } = summaryIn(viewOf(nurse), format)
      expect(content, format).toContain('Under 13, and something points to sexual activity')
      expect(content, format).toContain('If there is sexual activity, it is an offence')
    }
    expect(textOf(nurse)).not.toContain('Under 13 and sexually active')
  })

  test('has them without an if once sexual contact is known', () => {
    const known = changed(nurse, { known: { known: ['contact', 'pregnancy'] } })
    expect(textOf(known)).toContain('Under 13 and sexually active. A child under 13 cannot consent')
    expect(textOf(known)).toContain('Known: sexual contact; pregnancy')
  })
})

describe('what is known and what is suspected', () => {
  test('stand apart in what raises the concern', () => {
    const raises = sectionOf(read('coach-at-seventeen'), 'What raises it')
    expect(raises).toContain('Known: a relationship with an adult')
    expect(raises).toContain('Suspected, and not known: sexual contact')
    expect(raises).toContain('The other person: a coach')
  })

  test('never makes a finding of a relationship whose sexual contact is not known', () => {
    const raises = sectionOf(
      changed(nurse, { age: '15', known: { known: ['adult'] } }),
      'What raises it',
    )
    expect(raises).toContain('something points to sexual activity. If there is sexual activity')
    expect(raises).not.toMatch(/sexually active|sexual relationship/)
  })

  test('is not told as a finding where it was “none of these”', () => {
    expect(sectionOf(read('alert-comes-after-no-concern'), 'What raises it')).not.toContain(
      'none of',
    )
  })
})

describe('an age that is not known', () => {
  test('states the law for each age it may be', () => {
    const text = textOf(read('age-not-known-and-active'))
    for (const age of ['If under 13,', 'If 13 to 15,', 'If 16 or 17,']) expect(text).toContain(age)
    expect(text).not.toContain('depends on')
  })
})

describe('danger, while nobody is known to have called 999', () => {
  test.each(formats)('is the first thing of the summary as %s', (format) => {
    const { content } = summaryIn(viewOf(inDanger), format)
    const words = 'Someone is in danger now, and 999 has not been called.'
    expect(content).toContain(words)
    const body = content.slice(content.indexOf('<body>') + 1)
    if (format !== 'json') expect(body.indexOf(words)).toBeLessThan(body.indexOf('CONFIDENTIAL'))
    if (format === 'text') expect(content.startsWith(words)).toBe(true)
  })

  test('makes 999 the first contact', () => {
    expect(sectionOf(inDanger, 'Contacts')).toMatch(
      /^\[\{"kind":"list","items":\["Emergency services, 999\./,
    )
  })

  test('is the first thing of the papers of a consultation too', () => {
    const view = viewOf({
      ...inDanger,
      answers: {
        ...inDanger.answers,
        decision: { decision: 'consult' },
        consultation: { consulted: 'not-yet' },
      },
    })
    for (const paper of ['call-sheet', 'note'] as const) {
      const text = paperIn(view, paper, 'text')?.content ?? ''
      expect(text).toMatch(/^Someone is in danger now, and 999 has not been called\./)
    }
    expect(paperIn(view, 'call-sheet', 'text')?.content).toMatch(
      /WHO TO CALL\n- Emergency services, 999/,
    )
  })

  test('says so as well where it is not known whether they were called', () => {
    expect(textOf(changed(inDanger, { 'danger.action': 'not-known' }))).toMatch(
      /^Someone is in danger now, and it is not known whether 999 has been called\./,
    )
  })

  test.each(['called', 'other-calling', 'passed'])('is no first line once it is “%s”', (action) => {
    expect(textOf(changed(inDanger, { 'danger.action': action }))).toMatch(/^CONFIDENTIAL/)
  })
})

describe('a decision not to refer', () => {
  test('is said to be the practitioner’s, with each quotation labelled', () => {
    const decision = sectionOf(watched, 'Decision')
    expect(decision).toContain('Not referred, by the practitioner’s decision.')
    const quotes = JSON.parse(decision).filter(({ kind }: { kind: string }) => kind === 'quote')
    expect(quotes.length).toBe(5)
    for (const { label } of quotes) expect(label).toBeTruthy()
    expect(decision).toContain('To be reviewed on 27 March 2026.')
  })

  test('carries the consequence of every alert that stands', () => {
    const raises = sectionOf(watched, 'What raises it')
    const { alerts } = viewOf(watched).standing
    expect(alerts.length).toBeGreaterThan(1)
    for (const { id } of alerts) {
      const { consequence = '' } = southwark.pack.alerts.alerts.find((one) => one.id === id) ?? {}
      expect(raises).toContain(consequence)
    }
  })

  test('has the day of its review in the timeline', () => {
    expect(sectionOf(watched, 'What happens next, who does it, and by when')).toContain(
      'On 27 March 2026.',
    )
  })
})

describe('what was changed while it was written', () => {
  const corrected = read('age-corrected-and-corrected-back')

  test('is said in the summary: which question, from what to what, when, and which alert went', () => {
    const told = sectionOf(corrected, 'Changed while this was written')
    expect(told).toContain('2 November 2026, 13:30. Age: from “14” to “Under 13”.')
    expect(told).toContain('2 November 2026, 13:30. Age: from “Under 13” to “14”.')
    expect(told).toContain('Alert withdrawn with that change: under 13')
    expect(told).toContain('What is asked of the MASH: words were rewritten.')
    expect(told).not.toContain('call back today')
  })

  test('is in the data, and repeats no words that were rewritten', () => {
    const { changes } = JSON.parse(summaryIn(viewOf(corrected), 'json').content)
    expect(changes).toMatchObject([
      {
        question: 'age',
        parts: [{ part: 'age', from: '14', to: 'Under 13' }],
        at: expect.any(String),
      },
      { question: 'age', withdrawn: ['under-13-and-sexually-active'] },
      { question: 'asked', parts: [{ part: 'words', rewritten: true }] },
    ])
    expect(JSON.stringify(changes)).not.toContain('Information sharing')
  })

  test('is not there where nothing was changed', () => {
    expect(textOf(nurse)).not.toMatch(/changed while/i)
  })

  test('tells a consultation nothing of what could name the child', () => {
    const consults = {
      ...corrected,
      then: [
        { change: 'child', to: { name: 'Other', born: '2012-01-01' } },
        { change: 'decision', to: { decision: 'consult' } },
      ],
      answers: { ...corrected.answers, consultation: { consulted: 'not-yet' } },
    }
    const told = sectionOf(consults, 'Changed while this was written')
    expect(told).toContain('Decision')
    expect(told).not.toContain('The child')
  })
})

describe('a police officer who goes ahead without consent', () => {
  test.each(['not-sought', 'refused', 'not-known'])('is asked for no reason (%s)', (consent) => {
    const officer = read('police-officer-records')
    const told = sectionOf(
      changed(officer, {
        consent: consent === 'not-known' ? consent : { consent },
        'consent.way': { way: 'override' },
        'consent.reason': undefined,
      }),
      'Consent',
    )
    expect(told).toContain('paragraph')
    expect(told).not.toMatch(/No reason|Reason recorded/)
  })
})
