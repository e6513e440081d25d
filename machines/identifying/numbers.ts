import { type Range, rangesOf } from './ranges.ts'

/** Ten digits, however they are spaced; read at every place, so that none is hidden by one before it. */
const tenDigits = /(?<!\d)(?=(\d(?:[ \u00a0.-]{0,2}\d){9}(?!\d)))/dg

export const nhsNumbers = (text: string): Range[] =>
  rangesOf(text, tenDigits, 1)
    .filter(([start, end]) => isNhsNumber(text.slice(start, end)))
    .filter(([start], index, all) => start >= (all[index - 1]?.[1] ?? 0))

/** NHS Data Dictionary: the weights 10 to 2, modulus 11; a remainder that would need a check of 10 is never given. */
function isNhsNumber(written: string): boolean {
  const digits = [...written.replace(/\D/g, '')].map(Number)
  const sum = digits.slice(0, 9).reduce((all, digit, place) => all + digit * (10 - place), 0)
  return (11 - (sum % 11)) % 11 === digits[9]
}

const phoneLike = /(?<![\d.])(?:\+44|0044|\(?0)[\d\u00a0 ().-]{7,16}\d(?!\d)/dg

export const phones = (text: string): Range[] =>
  rangesOf(text, phoneLike).filter(([start, end]) => isPhone(text.slice(start, end)))

/** A number that can be dialled here: a nought and nine or ten more, with or without the country's own. */
const isPhone = (written: string): boolean => /^0[1-9]\d{8,9}$/.test(dialled(written))

/** The digits of a number as they are dialled within the country, however it is written. */
export const dialled = (written: string): string =>
  written.replace(/\D/g, '').replace(/^(?:00)?440?/, '0')
