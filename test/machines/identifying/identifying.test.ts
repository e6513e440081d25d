import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifying } from '../../../machines/identifying/identifying.ts'
import { ordinary, telling } from './practitioner-sentences.ts'

const year = 2026
const found = (text: string) =>
  identifying(text, year).map(({ kind, start, end }) => [kind, text.slice(start, end)])
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn)
const kindsIn = (text: string) => identifying(text, year).map(({ kind }) => kind)

/** Nine digits with the check digit that belongs to them; the one run in eleven that has none is left out. */
const nhsNumber = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .map((nine) => ({
    nine,
    check: (11 - (nine.reduce((sum, d, i) => sum + d * (10 - i), 0) % 11)) % 11,
  }))
  .filter(({ check }) => check < 10)
  .map(({ nine, check }) => [...nine, check])
const gaps = fc.array(fc.constantFrom('', ' ', '-', '  ', '\u00a0'), {
  minLength: 10,
  maxLength: 10,
})
const spaced = (digits: readonly number[], between: readonly string[]) =>
  digits.map((digit, place) => `${place === 0 ? '' : between[place]}${digit}`).join('')

describe('what practitioners write', () => {
  test('is in more than forty ordinary sentences and more than thirty that tell', () => {
    expect(ordinary.length).toBeGreaterThan(40)
    expect(telling.length).toBeGreaterThan(30)
  })

  test.each(ordinary)('raises nothing: %s', (sentence) => {
    expect(found(sentence)).toEqual([])
  })

  test('raises nothing when it is written as one text', () => {
    expect(found(ordinary.join(' '))).toEqual([])
    expect(found(ordinary.join('\n'))).toEqual([])
  })

  test('raises nothing in the consultations under test/cases, but for who the child is', () => {
    const cases = join(import.meta.dirname, '../../cases')
    const scripts = readdirSync(cases).filter((name) => /^health.*\.json$/.test(name))
    expect(scripts.length).toBeGreaterThan(2)
    for (const name of scripts) {
      const { answers, then } = JSON.parse(readFileSync(join(cases, name), 'utf8'))
      const { child: _, practitioner: __, ...about } = answers
      for (const text of textsIn([about, then])) expect(found(text), name).toEqual([])
    }
  })

  test.each(telling.map(([says, ...gives]) => ({ says, gives })))(
    'is pointed out: $says',
    ({ says, gives }) => {
      expect(found(says)).toEqual(gives)
    },
  )
})

describe('what was replaced', () => {
  const interfaceFile = join(import.meta.dirname, '../../../content/interface.json')
  const { words }: { words: Record<string, string> } = JSON.parse(
    readFileSync(interfaceFile, 'utf8'),
  )

  test.each(telling.map(([says]) => says))('is not pointed out again: %s', (says) => {
    for (const person of ['child', 'other']) {
      const replaced = identifying(says, year).reduceRight(
        (text, { kind, start, end }) =>
          `${text.slice(0, start)}${words[`identity.${kind === 'name' ? person : kind}`]}${text.slice(end)}`,
        says,
      )
      expect(replaced).not.toContain('undefined')
      expect(found(replaced)).toEqual([])
    }
  })
})

describe('an NHS number', () => {
  test('is found by its check digit, however it is spaced', () => {
    fc.assert(
      fc.property(nhsNumber, gaps, (digits, between) => {
        const number = spaced(digits, between)
        expect(found(`On file as ${number}, seen today.`)).toEqual([['nhs-number', number]])
      }),
    )
  })

  test('is not made of ten digits with another check digit', () => {
    fc.assert(
      fc.property(nhsNumber, gaps, fc.integer({ min: 1, max: 9 }), (digits, between, off) => {
        const wrong = [...digits.slice(0, 9), ((digits[9] ?? 0) + off) % 10]
        expect(kindsIn(spaced(wrong, between))).not.toContain('nhs-number')
      }),
    )
  })

  test('is not a part of a longer number', () => {
    fc.assert(
      fc.property(nhsNumber, fc.integer({ min: 1, max: 9 }), (digits, more) => {
        expect(kindsIn(`${more}${digits.join('')}${more}`)).not.toContain('nhs-number')
      }),
    )
  })
})

describe('a postcode', () => {
  const letter = (from: string) => fc.constantFrom(...from)
  const outward = fc.oneof(
    fc.tuple(letter('ABEGLMNSW'), fc.integer({ min: 1, max: 99 })).map((all) => all.join('')),
    fc
      .tuple(letter('BCDESW'), letter('ABDEHLNRSTW'), fc.integer({ min: 1, max: 99 }))
      .map((all) => all.join('')),
    fc.constantFrom('EC1A', 'W1A', 'SW1Y', 'WC2H', 'SE1P', 'N1C'),
  )
  const inward = fc
    .tuple(
      fc.integer({ min: 0, max: 9 }),
      letter('ABDEFGHJLNPQRSTUWXYZ'),
      letter('ABDEFGHJLNPQRSTUWXYZ'),
    )
    .map((all) => all.join(''))

  test('is found with or without its space', () => {
    fc.assert(
      fc.property(outward, inward, fc.constantFrom('', ' '), (first, second, gap) => {
        const code = `${first}${gap}${second}`
        expect(found(`Stays at ${code} now.`)).toEqual([['postcode', code]])
      }),
    )
  })

  test('has no letters that the second half never has', () => {
    fc.assert(
      fc.property(outward, letter('CIKMOV'), (first, never) => {
        expect(kindsIn(`Stays at ${first} 5A${never} now.`)).not.toContain('postcode')
      }),
    )
  })
})

describe('a mobile number', () => {
  test('is found in every way it is grouped', () => {
    const nine = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
    const grouped = ([a, b, c]: string[]) => [
      `07${a} ${b} ${c}`,
      `07${a}${b}${c}`,
      `+447${a}-${b}-${c}`,
    ]
    fc.assert(
      fc.property(nine, (digits) => {
        const text = digits.join('')
        for (const number of grouped([text.slice(0, 3), text.slice(3, 6), text.slice(6)])) {
          expect(found(`Rang ${number} twice.`)).toEqual([['phone', number]])
        }
      }),
    )
  })
})

describe('a whole date', () => {
  test.each(['4/3/2011', '04.03.2011', '4 March 2011', '4th of March 2011', '2011-03-04'])(
    'of years ago is taken for a birth, and of late for an event: %s',
    (date) => {
      expect(kindsIn(`On ${date} then.`)).toEqual(['birth-date'])
      expect(kindsIn(`On ${date.replace('2011', '2025')} then.`)).toEqual([])
    },
  )

  test('is a birth whatever the year where the text says so', () => {
    expect(found('Baby born on 4 March 2026.')).toEqual([['birth-date', '4 March 2026']])
  })
})

describe('any text', () => {
  test('gives stretches of itself, in order and none over another', () => {
    const pieces = fc.constantFrom(
      ...ordinary,
      ...telling.map(([text]) => text),
      '07',
      '(',
      '@',
      'Snap: ',
      '9 ',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' })), { maxLength: 30 }),
        (all) => {
          const text = all.join(' ')
          let last = 0
          for (const { start, end } of identifying(text, year)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            last = end
          }
          expect(last).toBeLessThanOrEqual(text.length)
        },
      ),
    )
  })
})

describe('a hostile text', () => {
  /** Longer than a text may be, and an eighth of that. */
  const [long, short] = [10_000, 1_250]
  const filled = (piece: string, length: number) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
  const shapes = [
    filled,
    (piece: string, length: number) => `${filled(piece, length)}!`,
    (piece: string, length: number) => `snap: called born ${filled(piece, length)}\u0001`,
  ]
  const timeOf = (text: string) => {
    const start = performance.now()
    identifying(text, year)
    return performance.now() - start
  }
  const pieces = [
    'a',
    'A',
    ' ',
    '0',
    '@',
    '.',
    '-',
    '(',
    'Aa',
    'Aa ',
    'a@',
    'a@b',
    '@a.',
    '07 ',
    '+44',
    '1-',
    'a.b@',
    'born ',
    'born is ',
    'born may ',
    'dob ',
    '1 may ',
    'snap',
    'snap ',
    'snap:',
    'user name ',
    'x.com/',
    'x.com/!',
    'called ',
    'mum ',
    'mum is ',
    'name is ',
    'goes to ',
    'goes to A ',
    'St. ',
    'A of ',
    'Aa-',
    'Mc',
    'flat 1 ',
    'flat 1, a ',
    '1 Aa ',
    '1 a ',
    'School',
    'Aa School ',
    'year-old',
    'Mr ',
    '\u00a0',
    'SE1 ',
    '07700/',
    '0 ',
    '1/',
    'ring 7 ',
    'number is ',
    'NHS no ',
    'insta is ',
    'snap a',
    'a_',
    'a#',
    'AA',
    'AA ',
    'AA, ',
    'SCHOOL ',
    'goes to st ',
    'A ACADEMY ',
    '\u200b',
    '– ',
    'turned 1 on ',
    '“',
    'é',
  ]

  test.each(
    pieces.flatMap((piece) => shapes.map((shape) => [shape(piece, 30), shape, piece] as const)),
  )('takes no more than its length to search: %j…', (_, shape, piece) => {
    const [whole, part] = [shape(piece, long), shape(piece, short)]
    // Where it took the square of the length, a text eight times as long would take sixty-four times as long.
    const fastest = { whole: Number.POSITIVE_INFINITY, part: Number.POSITIVE_INFINITY }
    const share = () => fastest.whole / Math.max(fastest.part, 0.5)
    for (let tries = 0; tries < 3 || (tries < 50 && share() >= 30); tries += 1) {
      fastest.whole = Math.min(fastest.whole, timeOf(whole))
      fastest.part = Math.min(fastest.part, timeOf(part))
    }
    expect(share()).toBeLessThan(30)
  })
})
