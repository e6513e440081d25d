import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bytes, hashOf, runsOf, wordsOf } from './seed-runs/runs.ts'

/** Titles and names that cannot be said in other words, each with what it is. */
const termsOfArt: readonly { term: string; because: string }[] = [
  {
    term: 'If only someone had listened: Office of the Children’s Commissioner’s Inquiry into Child Sexual Exploitation in Gangs and Groups',
    because: 'It is the title of a report, by which a reader finds it.',
  },
]

const file = readFileSync(join(import.meta.dirname, 'seed-runs/runs.bin')).toString('hex')
const taken = new Set(file.match(new RegExp(`.{${bytes * 2}}`, 'g')))

/** The runs of eight words that a text shares with the documents, terms of art apart. */
const shared = (text: string): string[] => {
  const terms = termsOfArt.map(({ term }) => wordsOf(term).join(' '))
  const pieces = terms.reduce(
    (left, term) => left.flatMap((piece) => piece.split(term)),
    [wordsOf(text).join(' ')],
  )
  return pieces.flatMap((piece) => runsOf(wordsOf(piece))).filter((run) => taken.has(hashOf(run)))
}

const content = join(import.meta.dirname, '../../content')
const files = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
)

/** Every text of a JSON file, with where it stands. */
const texts = (value: unknown, path: string): [string, string][] => {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`))
}

describe('the words of the content', () => {
  test.each(files)(
    'of %s are our own: none has eight in a row of a document it stands for',
    (name) => {
      const said = texts(JSON.parse(readFileSync(join(content, name), 'utf8')), name)
      expect(said.length).toBeGreaterThan(0)
      const copied = said.flatMap(([path, text]) =>
        shared(text).map((run) => ({ path, text, run })),
      )
      expect(copied).toEqual([])
    },
  )
})

describe('a run of a document', () => {
  // A line of the 2012 inquiry, which the protocol quotes.
  const quoted = 'I thought I was the only one. The only one in the world.'

  test('is found whatever its case, punctuation, quotation marks and line breaks', () => {
    expect(shared(quoted).length).toBeGreaterThan(0)
    expect(shared('I THOUGHT,\n“I was — the only one”; (the only one)').length).toBeGreaterThan(0)
  })

  test('is not found in seven of its words, or in other words', () => {
    expect(shared('I thought I was the only one')).toEqual([])
    expect(shared('I believed that nobody else in the world had lived through this')).toEqual([])
  })
})

test('each term of art says why it is one, and stands somewhere in the content', () => {
  const said = files.map((name) => readFileSync(join(content, name), 'utf8')).join('\n')
  for (const { term, because } of termsOfArt) {
    expect(wordsOf(term).length, term).toBeGreaterThanOrEqual(8)
    expect(said).toContain(term)
    expect(because).not.toBe('')
  }
})
