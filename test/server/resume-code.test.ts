import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeCipher } from '../../server/node/cipher.ts'
import { newCode, readCode, writtenCode } from '../../server/resume-code.ts'

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))
const code = fc.record({ locator: digits(7), secret: digits(15) })

describe('a code', () => {
  test('is 24 digits in groups of four, and no two are alike', () => {
    const made = Array.from({ length: 200 }, () => writtenCode(newCode(nodeCipher)))
    for (const written of made) expect(written).toMatch(/^(\d{4} ){5}\d{4}$/)
    expect(new Set(made).size).toBe(200)
  })

  test('is read back as it was made, with spaces, dashes or none', () => {
    fc.assert(
      fc.property(code, fc.constantFrom('', ' ', '-', ' – ', '. '), (made, between) => {
        expect(readCode(writtenCode(made).replaceAll(' ', between))).toEqual(made)
      }),
    )
  })

  test('with one digit wrong is not one', () => {
    fc.assert(
      fc.property(code, fc.nat(23), fc.integer({ min: 1, max: 9 }), (made, place, by) => {
        const written = [...writtenCode(made).replaceAll(' ', '')]
        written[place] = String((Number(written[place]) + by) % 10)
        expect(readCode(written.join(''))).toBeNull()
      }),
    )
  })

  test('with two digits that changed places is not one', () => {
    fc.assert(
      fc.property(code, fc.nat(22), (made, place) => {
        const written = [...writtenCode(made).replaceAll(' ', '')]
        const [one = '', two = ''] = written.slice(place, place + 2)
        fc.pre(one !== two)
        written.splice(place, 2, two, one)
        expect(readCode(written.join(''))).toBeNull()
      }),
    )
  })

  test('is no other text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readCode(text)).toBeNull()
      }),
    )
  })
})
