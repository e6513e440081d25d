import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interfaceWords } from '../../.build/site.mjs'
import { questionsOf } from '../../content/questions.ts'
import { areasFolder, southwark } from '../support/southwark.ts'

const { pack } = southwark
const { domains } = pack.screening
const descriptions = domains.flatMap(({ questions }) =>
  questions.flatMap((question) => question.descriptions),
)

describe('the screening tool', () => {
  test('has eleven sections, in the order of the tool', () => {
    expect(domains.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  test('has all fifty-five descriptions, each with its source, and practice’s own apart', () => {
    const rows = new Set(descriptions.map(({ source }) => source))
    const wanted = domains.flatMap(({ number }) =>
      [1, 2, 3, 4, 5].map((row) => `southwark:app2.${number}.${row}`),
    )
    expect([...rows].filter((row) => row.startsWith('southwark:')).sort()).toEqual(wanted.sort())
    expect([...rows].filter((row) => !row.startsWith('southwark:'))).toEqual([
      'practice:carer-recognition',
      'practice:no-internet-access',
    ])
  })

  test('keeps the tool’s order within each section', () => {
    for (const { questions } of domains) {
      for (const question of questions) {
        const rows = question.descriptions
          .filter(({ source }) => source.startsWith('southwark:'))
          .map(({ source }) => Number(source.split('.').at(-1)))
        expect(rows, question.id).toEqual([...rows].sort())
      }
    }
  })

  test('has prompts beside seven sections, and two notes', () => {
    const prompted = domains.filter(({ questions }) =>
      questions.some(({ prompts = [] }) => prompts.length > 0),
    )
    expect(prompted.map(({ number }) => number)).toEqual([1, 3, 4, 5, 7, 10, 11])
    const toolsOwn = (note: { source: string }) => note.source.startsWith('southwark:')
    expect(
      domains.filter(({ notes = [] }) => notes.some(toolsOwn)).map(({ number }) => number),
    ).toEqual([8, 10])
  })

  test('has the probes inside the descriptions', () => {
    const probes = domains.flatMap(({ questions }) =>
      questions.flatMap(({ probes: inside = [] }) => inside),
    )
    expect(probes.map(({ source }) => source.replace('southwark:app2.', '')).sort()).toEqual(
      ['1.4', '1.5', '1.5', '1.5', '2.2', '2.2', '5.4', '6.4', '9.3'].sort(),
    )
  })

  test('asks how they came back, for a pattern and who hangs around with their own rows alone', () => {
    const rowsOf = (probe: string) =>
      descriptions.filter(({ probes = [] }) => probes.includes(probe)).map(({ source }) => source)
    expect(rowsOf('pattern')).toEqual(['southwark:app2.1.4'])
    for (const probe of ['cared-for', 'unkempt', 'money-or-gifts'])
      expect(rowsOf(probe), probe).toEqual(['southwark:app2.1.5'])
    expect(rowsOf('hanging-round')).toEqual(['southwark:app2.5.4'])
    for (const probe of ['special-needs', 'behaviour'])
      expect(rowsOf(probe), probe).toEqual(['southwark:app2.2.2'])
  })

  test('cannot be told that somebody is safe by a person who knows of nothing', () => {
    const first = descriptions.find(({ source }) => source === 'southwark:app2.10.1')
    expect(first?.words).toMatch(/^Known not to be at risk/)
  })

  test('cites for the parent or carer no row that speaks of the child alone', () => {
    const carer = domains.flatMap(({ questions }) =>
      questions.filter(({ id }) => id === 'recognition.carer'),
    )
    const cited = carer.flatMap((asked) => asked.descriptions.map(({ source }) => source))
    expect(cited).toEqual([
      'practice:carer-recognition',
      'southwark:app2.6.2',
      'practice:carer-recognition',
      'southwark:app2.6.4',
      'southwark:app2.6.5',
    ])
  })

  test('lets more than one description be ticked in every section', () => {
    for (const { id } of domains.flatMap(({ questions }) => questions)) {
      expect(southwark.question(id).parts[0]?.kind, id).toBe('many')
    }
  })
})

describe('what can be read beside a question', () => {
  const topic = (id: string) => pack.reference.topics.find((one) => one.id === id)?.items ?? []
  const sources = (id: string) => topic(id).map(({ source }) => source.replace('southwark:', ''))

  test('has the definition, the seven forms, the vulnerabilities, the ten indicators and the law on consent', () => {
    expect(new Set(sources('definition'))).toEqual(
      new Set(['2.1', '2.2', '2.3', '3.6.grooming', '1.2']),
    )
    expect(sources('forms')).toEqual(['3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7'])
    expect(new Set(sources('vulnerabilities'))).toEqual(new Set(['2.4', '2.5', '2.6', '2.7']))
    // The protocol lists fifteen, after saying that there may be none.
    expect(sources('vulnerabilities').filter((source) => source === '2.4')).toHaveLength(16)
    expect(sources('indicators')).toEqual(Array(10).fill('4'))
    expect(sources('consent-law')).toEqual([...Array(7).fill('5'), '10.date'])
  })

  test('is opened where it helps', () => {
    const opened = (id: string) =>
      questionsOf(pack)
        .filter(({ help = [] }) => help.includes(id))
        .map((question) => question.id)
    expect(opened('forms')).toEqual(['concern'])
    expect(opened('definition')).toContain('concern')
    expect(opened('consent-law')).toEqual([
      ...['age', 'known', 'other-person', 'consent', 'consent.reason'],
      'sexual-health',
    ])
    expect(pack.screening.overview.help).toContain('indicators')
  })

  test('has every link that the protocol gives, after a warning of their age', () => {
    expect(sources('links')[0]).toBe('10.date')
    expect(topic('links')[0]?.words).toContain('July 2015')
    // Section 5 gives one, section 10 six and the title of a report.
    expect(sources('links').slice(1)).toHaveLength(8)
    expect(topic('links').filter(({ words }) => /^https?:\/\/\S+$/.test(words))).toHaveLength(7)
  })

  test('says of the law that it is of 2015', () => {
    expect(topic('consent-law').at(-1)?.words).toContain('July 2015')
  })
})

describe('every answer a person can give', () => {
  test('fits into one frame when it is written in plain letters', () => {
    for (const { id, parts } of questionsOf(pack)) {
      const longest = parts.reduce((sum, part) => {
        if (part.kind === 'text') return sum + part.limit
        if (part.kind !== 'rows') return sum + 200
        return sum + part.limit * part.columns.reduce((row, column) => row + column.limit + 20, 0)
      }, 0)
      expect(longest, id).toBeLessThan(15_000)
    }
  })
})

/** Every sentence of a JSON file that is said to a person, with where it stands. */
function sentences(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    const said = [
      'words',
      'term',
      'title',
      'why',
      'hint',
      'short',
      'consequence',
      'takeAway',
      'note',
      'clock',
    ].includes(key)
    return typeof inner === 'string'
      ? said || path.endsWith('words')
        ? [[`${path}.${key}`, inner]]
        : []
      : sentences(inner, `${path}.${key}`)
  })
}

const files = [
  'again',
  'alerts',
  'analysis',
  'area',
  'consultation',
  'contacts',
  'documents',
  'notices',
  'reference',
  'route',
  'screening',
  'since',
  'timeline',
]
const said = [
  ...files.flatMap((name) =>
    sentences(JSON.parse(readFileSync(join(areasFolder, `southwark/${name}.json`), 'utf8')), name),
  ),
  ...sentences({ words: interfaceWords }, 'interface'),
]

describe('the voice', () => {
  test('is heard in several hundred sentences', () => expect(said.length).toBeGreaterThan(400))

  test.each([
    ['an exclamation mark', /!/],
    ['the assistant as a person', /\b(I am|I will|I can|I think|I’m|let me|we will)\b/i],
    [
      'praise, thanks or reassurance',
      /\b(great|thank you|thanks|well done|don’t worry|no need to worry|rest assured|please)\b/i,
    ],
    ['a sum of risk', /\b(score|low risk|medium risk|high risk|risk level)\b/i],
    [
      'blame on the child',
      /\b(promiscuous|lifestyle choice|risky behaviour|puts (herself|himself|themselves) at risk|engag(es|ing|ed) in|failed to engage|victim|subject)\b/i,
    ],
    ['American spelling', /\b(behavior|recognize|organization|center|program)\b/i],
  ])('never has %s', (_, pattern) => {
    const answers = /^route\.questions\.\d+\.parts\.\d+\.options\./
    expect(said.filter(([path, words]) => pattern.test(words) && !answers.test(path))).toEqual([])
  })

  test('keeps what it says itself to twenty words a sentence', () => {
    const own = said.filter(
      ([path]) => !path.startsWith('screening') && !path.includes('documents.words.title'),
    )
    const long = own.flatMap(([path, words]) =>
      words
        .split(/(?<=[.?:;])\s/)
        .filter((sentence) => sentence.split(/\s+/).length > 20)
        .map((sentence) => `${path}: ${sentence}`),
    )
    expect(long).toEqual([])
  })
})
