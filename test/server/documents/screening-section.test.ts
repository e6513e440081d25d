import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lowerFirst } from '../../../server/documents/case-view.ts'
import { raises } from '../../../server/documents/screening-section.ts'
import { playedCase } from '../../support/played-case.ts'
import { southwark } from '../../support/southwark.ts'

const script = join(import.meta.dirname, '../../cases/school-lead-refers.json')
const played = playedCase(southwark, JSON.parse(readFileSync(script, 'utf8')))

/** What is said to raise the concern where nothing but these descriptions of one question is ticked. */
function raisedBy(question: string, ticked: readonly string[]): string {
  const standing = { ...played.standing, alerts: [], facts: { [question]: ticked } }
  const nothing = { chosen: () => [], part: () => undefined, text: () => undefined }
  const blocks = raises({ ...played, standing, ...nothing })
  return blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])).join('\n')
}

const questions = southwark.pack.screening.domains.flatMap(
  ({ number, inOrder, questions: asked }) =>
    asked.map((one) => ({ ...one, number, inOrder: inOrder !== false })),
)

/** The descriptions whose own row says that things are as they should be, or mostly so. */
const nameNone: Record<string, string[]> = {
  missing: ['none'],
  education: ['settled'],
  substances: ['none'],
  family: ['positive', 'mostly-positive'],
  accommodation: ['suitable', 'mostly-suitable'],
  'recognition.child': ['good', 'reasonable'],
  'recognition.carer': ['good', 'reasonable'],
  services: ['good', 'reasonable', 'one-service'],
  'sexual-health': ['not-active', 'similar-age'],
  health: ['good'],
  associations: ['settled'],
  online: ['no-access', 'aware'],
}

describe('what raises a concern', () => {
  test('is asked in all eleven sections', () => {
    expect(new Set(questions.map(({ number }) => number)).size).toBe(11)
    expect(questions.map(({ id }) => id)).toEqual(Object.keys(nameNone))
  })

  test.each(questions)(
    'is each description of $id whose own row names one, and no other',
    (asked) => {
      for (const { id, words } of asked.descriptions) {
        const said = raisedBy(asked.id, [id])
        if (nameNone[asked.id]?.includes(id)) expect(said, id).toBe('')
        else expect(said, id).toContain(lowerFirst(words))
      }
    },
  )

  test.each(questions)(
    'is, of all of $id ticked, what stands furthest along where its rows run in order',
    (asked) => {
      const concerns = asked.descriptions.filter(({ id }) => !nameNone[asked.id]?.includes(id))
      const last = concerns.at(-1)?.source
      const wanted = asked.inOrder ? concerns.filter(({ source }) => source === last) : concerns
      const said = raisedBy(
        asked.id,
        asked.descriptions.map(({ id }) => id),
      )
      for (const { id, words } of asked.descriptions) {
        const shown = wanted.some((one) => one.id === id)
        expect(said.includes(lowerFirst(words)), id).toBe(shown)
      }
    },
  )

  test('is of every row in one section alone, the only one that does not run in order', () => {
    expect(questions.filter(({ inOrder }) => !inOrder).map(({ number }) => number)).toEqual([8])
  })

  test('is a second row as well as any other, unless it says that things are mostly well', () => {
    const second = questions.flatMap((asked) =>
      asked.descriptions
        .filter(({ source }) => source === `southwark:app2.${asked.number}.2`)
        .filter(({ id }) => raisedBy(asked.id, [id]) !== '')
        .map(({ id }) => `${asked.number}: ${id}`),
    )
    expect(second).toEqual([
      '1: late',
      '2: worry',
      '3: some',
      '5: longer-term',
      '9: petty-crime',
      '10: aware',
      '11: unknown-friends',
    ])
  })
})
