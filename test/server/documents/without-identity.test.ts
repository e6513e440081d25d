import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Answer, PartValue } from '../../../machines/answer.ts'
import { Answers } from '../../../machines/answers.ts'
import { type CaseRecord, openRecord } from '../../../machines/case-record.ts'
import type { Facts } from '../../../machines/facts.ts'
import { formalKinds } from '../../../machines/identifying/identifying.ts'
import { routeOf } from '../../../machines/running-route.ts'
import { caseView } from '../../../server/documents/case-view.ts'
import { paperIn, summaryIn } from '../../../server/documents/formats.ts'
import { play } from '../../../server/play.ts'
import { Client, friday, service, sessionOf } from '../../support/service.ts'
import { southwark } from '../../support/southwark.ts'

const { outline, pack, question } = southwark
const formats = ['text', 'html', 'page', 'json'] as const
const papers = ['call-sheet', 'note'] as const
const head = { id: 'x', area: 'southwark', mode: 'live', expires: 0 } as never

/** What identifies a child by its form, each once. */
const planted = [
  '07700 900123',
  '943 476 5919',
  'SE15 5AA',
  'kayla.example@mail.test',
  '14/03/2011',
  '@kay.x_11',
  '07700/900/124',
  '07700–900–125',
  'number is 7700 900126',
  'NHS no. 943 476 5918',
  '943/476/5919',
  'Se15 4nr',
  'SE16–4NR',
  '14 / 3 / 2012',
  '14/3/’13',
  'turned 12 on 4 May',
  'born in March 2014',
  'her insta is kaylaxo',
  'snap kayxo',
  'discord kayla#1234',
] as const
const text = `Seen: ${planted.join(', and ')}.`

/** A case that waits at its summary with every question answered, all that can be typed being this text. */
function everythingTyped(decision: string, typed = text): CaseRecord {
  const given = Object.values(outline.questions).map(({ id, parts }) => {
    const { parts: worded } = question(id)
    const value = (part: (typeof parts)[number]): PartValue => {
      switch (part.kind) {
        case 'text':
          // A colleague's number is the writer's to give, and is told apart from the child's.
          return worded.find((one) => one.id === part.id)?.colleague ? 'A colleague' : typed
        case 'rows':
          return [Object.fromEntries(part.columns.map((column) => [column.id, typed]))]
        case 'date':
          return '2026-12-01'
        default: {
          const chosen = part.options.at(-1)?.id ?? ''
          return part.kind === 'one' ? chosen : [chosen]
        }
      }
    }
    const answer: Answer = Object.fromEntries(parts.map((part) => [part.id, value(part)]))
    return { question: id, answer }
  })
  const chosen: Record<string, readonly string[]> = {
    role: ['health'],
    decision: [decision],
    consultation: ['advised'],
    'still-concerned': ['no'],
    next: ['consult'],
  }
  const facts: Facts = Object.fromEntries(
    given.map(({ question: id, answer }) => [
      id,
      chosen[id] ?? Object.values(answer).flatMap((one) => (typeof one === 'string' ? one : [])),
    ]),
  )
  const record = openRecord(outline)
  const { start } = routeOf(outline)
  return {
    ...record,
    answers: new Answers(given),
    snapshot: { state: 'leaving', context: { ...start.context, facts } },
    earlier: {
      purpose: 'plan-review',
      preparedAt: '2026-05-03T14:00:00.000Z',
      ticked: [{ question: 'missing', name: typed, options: [{ id: 'gone', words: typed }] }],
      alerts: [{ id: 'gone', words: typed }],
      plan: [typed],
    },
  }
}

const viewOf = (record: CaseRecord, anonymous = false) =>
  caseView(southwark, record, head, friday, anonymous)

const documents = (record: CaseRecord) => [
  ...formats.flatMap((format) => [
    ['summary', format, summaryIn(viewOf(record), format).content],
    ...papers.map((paper) => [
      paper,
      format,
      paperIn(viewOf(record, true), paper, format)?.content ?? '',
    ]),
  ]),
]

describe('a document without identity', () => {
  test.each(['consult', 'not-now', 'nothing'])(
    'holds none of what was planted in every part that can be typed, in any format (%s)',
    (decision) => {
      const record = everythingTyped(decision)
      const written = documents(record)
      expect(written).toHaveLength(12)
      for (const [name, format, content = ''] of written) {
        expect(content, `${name} ${format}`).toContain('[a phone number, left out]')
        for (const identifier of planted)
          expect(content, `${name} ${format}`).not.toContain(identifier)
      }
    },
  )

  test('is the only one in which it is left out: a referral has all of it', () => {
    const { content } = summaryIn(viewOf(everythingTyped('refer')), 'json')
    for (const identifier of planted) expect(content).toContain(identifier)
    expect(content).not.toContain('left out]')
  })

  test('names each kind of what was left out', () => {
    const { content } = summaryIn(viewOf(everythingTyped('consult')), 'text')
    for (const kind of formalKinds)
      expect(content).toContain(pack.documents.words[`masked.${kind}`])
  })

  test('keeps what was confirmed, in the part where it was, and the pack’s own contacts', () => {
    const [mash] = pack.contacts.contacts.filter(({ phone, email }) => phone && email)
    const record = everythingTyped(
      'consult',
      `Ring 07700 900123, or ${mash?.phone}, ${mash?.email}.`,
    )
    const confirmed = [{ question: 'concern', part: 'words', words: '07700 900123' }]
    const { answer } = viewOf({ ...record, confirmed })
    expect(answer('concern')).toEqual({
      words: `Ring 07700 900123, or ${mash?.phone}, ${mash?.email}.`,
    })
    expect(answer('asked')).toEqual({
      words: `Ring [a phone number, left out], or ${mash?.phone}, ${mash?.email}.`,
    })
  })

  test('says what was answered and is left out, and lists none of it as still to answer', () => {
    const { content } = summaryIn(viewOf(everythingTyped('consult')), 'text')
    const [line = ''] = content.match(/Answered, and left out here because .*/) ?? []
    for (const id of ['child', 'placement.children', 'others'])
      expect(line).toContain(question(id).short)
    const gaps = content.slice(content.indexOf('Questions still to answer'))
    const hidden = pack.screening.domains
      .flatMap(({ questions }) => questions)
      .flatMap(({ prompts = [] }) => prompts.filter(({ identifies }) => identifies))
    expect(hidden.length).toBeGreaterThan(0)
    for (const { words } of hidden) expect(gaps).not.toContain(words)
  })
})

describe('a consultation over the socket', () => {
  const script = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../cases/health-practitioner-advised.json'), 'utf8'),
  ) as { answers: Record<string, unknown>; then: { change: string; to: unknown }[] }

  /** The same answers, with the text in every part that can be typed and has room for it. */
  const full = (id: string, value: unknown): unknown => {
    const { parts } = question(id)
    const open = parts.filter(
      ({ colleague, ...part }) => part.kind === 'text' && !colleague && part.limit > text.length,
    )
    const held = typeof value === 'object' ? value : { [parts[0]?.id ?? '']: value }
    return value === 'not-known' || open.length === 0
      ? value
      : { ...held, ...Object.fromEntries(open.map((part) => [part.id, text])) }
  }

  test('gives none of what was planted in any document', () => {
    const client = new Client(service())
    client.open('southwark')
    const answers = Object.fromEntries(
      Object.entries({ ...script.answers, 'consultation.call': {} }).map(([id, value]) => [
        id,
        full(id, value),
      ]),
    )
    const then = script.then.map(({ change, to }) => ({ change, to: full(change, to) }))
    const played = play(sessionOf(client), { answers, then }, friday)
    expect(played).toHaveProperty('view')
    client.open(null)
    expect(client.waits).toBe('leaving')
    expect(client.view?.pointedOut?.length).toBeGreaterThan(planted.length)
    for (const paper of [undefined, ...papers]) {
      for (const format of formats) {
        const reply = client.say({ type: 'document', format, paper, revision: undefined })
        const content = reply.type === 'document' ? reply.content : ''
        expect(content.length).toBeGreaterThan(500)
        for (const identifier of planted)
          expect(content, `${paper} ${format}`).not.toContain(identifier)
      }
    }
  })
})
