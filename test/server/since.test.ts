import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { questionsOf } from '../../content/questions.ts'
import { summaryIn } from '../../server/documents/formats.ts'
import { bearsOn, sinceItems, sinceOf, sinceTopics, staleSince } from '../../server/since.ts'
import { topicsOf } from '../../server/topics.ts'
import { playedCase } from '../support/played-case.ts'
import { southwark } from '../support/southwark.ts'

const { pack } = southwark
const items = pack.since?.items ?? []
const today = '2026-11-21'

const atQuestions = questionsOf(pack).map((question) => ({
  id: question.id,
  topics: sinceTopics(pack, question, today),
}))
const showing = (words: string) =>
  atQuestions.filter(({ topics }) =>
    topics.some((topic) => topic.items.some((item) => item.words === words)),
  )

describe('what has changed since the protocol', () => {
  test('is nine things, each with its authority, its day and whether it is in force', () => {
    expect(items).toHaveLength(9)
    expect(items.filter(({ status }) => status !== 'in-force').map(({ id }) => id)).toEqual([
      'duty-to-report',
    ])
    for (const { source } of sinceItems(pack, items, today))
      expect(source).toMatch(/In force|Check whether it is in force and covers your role/)
  })

  test('is a pointer to check, each time', () => {
    for (const { words } of items) expect(words).toMatch(/\b(Check the|Ask (your|the MASH))/)
    for (const { source } of sinceItems(pack, items, today))
      expect(source).toMatch(/Checked November 2026\. Not legal advice\.$/)
  })

  test('is shown at a question it touches, and in a topic or a document', () => {
    const ids = pack.reference.topics.map(({ id }) => id)
    const inTopics = (topicsOf(pack, ids, today).help ?? []).flatMap((topic) => topic.items)
    const lead = join(import.meta.dirname, '../cases/school-lead-refers.json')
    const script = JSON.parse(readFileSync(lead, 'utf8'))
    const document = summaryIn(playedCase(southwark, script), 'text').content
    for (const { id, words } of items) {
      expect(showing(words).length, id).toBeGreaterThan(0)
      const read = inTopics.some((item) => item.words === words)
      expect(read || document.includes(words), id).toBe(true)
    }
  })

  test('stands beside every question whose source it touches, and beside no other', () => {
    for (const { touches, words } of items) {
      const touched = questionsOf(pack).filter(({ source }) =>
        touches.some((one) => source.some((other) => bearsOn(one, other))),
      )
      expect(showing(words).map(({ id }) => id)).toEqual(touched.map(({ id }) => id))
    }
  })

  test('is open where consent is asked for, and waits to be opened everywhere else', () => {
    const open = atQuestions.flatMap(({ id, topics }) =>
      topics.filter((topic) => topic.open).map((topic) => [id, topic.id]),
    )
    expect(open).toEqual([['consent', 'since.sharing']])
  })

  test('stands after what the protocol says in the law topic', () => {
    const [law] = topicsOf(pack, ['consent-law'], today).help ?? []
    expect(law?.items.slice(0, -2)).toHaveLength(8)
    expect(law?.items.slice(-2).map(({ term }) => term)).toEqual([
      'Changed since July 2015: positions of trust, at 16 and 17',
      'Changed since July 2015: “statutory rape”',
    ])
  })

  test('says so once nobody has looked at it for over a year', () => {
    expect(staleSince(pack, '2027-11-30')).toEqual([])
    expect(staleSince(pack, '2027-12-01')).toEqual(items)
    for (const { source } of sinceItems(pack, items, '2027-12-01'))
      expect(source).toContain('Checked November 2026, over a year ago')
  })

  test('is nothing in a pack that does not say', () => {
    const { since: _, ...without } = pack
    expect(sinceOf(without, ['southwark:5'])).toEqual([])
    for (const question of questionsOf(without))
      expect(sinceTopics(without, question, today)).toEqual([])
  })
})

test.each([
  ['southwark:6', 'southwark:6.4', true],
  ['southwark:5.trust', 'southwark:5', true],
  ['southwark:6.4', 'southwark:6.4', true],
  ['southwark:1', 'southwark:10', false],
  ['southwark:2.1', 'southwark:2.10', false],
  ['southwark:6.4', 'southwark:6.5', false],
])('a change to %s bears on %s: %s', (touched, source, bears) => {
  expect(bearsOn(touched, source)).toBe(bears)
})
