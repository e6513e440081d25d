import { apartFrom, type Range, rangesOf } from './ranges.ts'

/** Ten digits, however they are spaced; read at every place, so that none is hidden by one before it. */
const tenDigits = /(?<!\d)(?=(\d(?:[ .-]{0,2}\d){9}(?!\d)|\d{3} ?\/ ?\d{3} ?\/ ?\d{4}(?!\d)))/dg
/** Ten digits that are said to be one, whatever their check digit is. */
const toldNumber =
  /\bnhs(?: ?(?:number|num|no|#)|(?=\W{1,3}[1-9]))(?:(?: is| was)|[\s:.=-]){0,4}(\d(?:[ ./-]{0,3}\d){9})(?!\d)/dgi

export function nhsNumbers(text: string): Range[] {
  const told = rangesOf(text, toldNumber, 1)
  const checked = rangesOf(text, tenDigits, 1)
    .filter(([start, end]) => isNhsNumber(text.slice(start, end)))
    .filter(([start], index, all) => start >= (all[index - 1]?.[1] ?? 0))
  return [...told, ...checked.filter((range) => apartFrom(told, range))]
}

/** NHS Data Dictionary: the weights 10 to 2, modulus 11; a remainder that would need a check of 10 is never given. */
function isNhsNumber(written: string): boolean {
  const digits = [...written.replace(/\D/g, '')].map(Number)
  const sum = digits.slice(0, 9).reduce((all, digit, place) => all + digit * (10 - place), 0)
  return (11 - (sum % 11)) % 11 === digits[9]
}

const abroad = '(?:\\+44|0044)'
/** A date with its year and the time after it have as many digits. */
const notDate = '(?!\\d[ ./-]\\d{1,2}[ ./-](?:19|20)\\d\\d(?!\\d))'
/** A mobile number has five digits that no day or hour has, and can be parted in any way after them. */
const mobile = new RegExp(
  `(?<![\\d.])(?:${abroad}[ .-]?(?:\\(0\\))?|\\(?0)7\\d{3}(?:[ \\n_().,/-]{0,3}\\d){6}(?!\\d)`,
  'dg',
)
const phoneLike = new RegExp(
  `(?<![\\d.])(?:${abroad}[ .-]?(?:\\(0\\))?|\\(?0${notDate})(?:[ \\n_().-]{0,3}\\d){9,10}(?!\\d)`,
  'dg',
)
/** Where a slash or a comma parts the groups it parts all of them, and none is as short as a day or an hour. */
const parted = new RegExp(
  `(?<![\\d./])(?:${abroad} ?[/,]? ?(?:\\(0\\))?\\d{2,4}|0\\d{2,4})(?<gap> ?[/,] ?)\\d{3,8}(?:\\k<gap>\\d{3,4}){0,2}(?![\\d/])`,
  'dg',
)
/** A mobile number without its nought is only one where it is said to be. */
const noNought =
  /\b(?:numbers?|phone[ds]?|mob(?:ile)?|cell|tel(?:ephone)?|rings?|rang|calls?|called|text(?:s|ed)?|whatsapp|contact)(?:(?: is| was| on| at| her| him| them| me| no| number)|[ :.,-]){0,6}(7\d{2}(?:[ \n_./,-]{0,2}\d){7})(?!\d)/dgi

/** Phone numbers that can be dialled here, however they are grouped. */
export function phones(text: string): Range[] {
  const found: Range[] = []
  const dialable = [mobile, phoneLike, parted]
    .flatMap((pattern) => rangesOf(text, pattern))
    .filter(([start, end]) => isPhone(text.slice(start, end)))
  for (const range of [...dialable, ...rangesOf(text, noNought, 1)]) {
    if (apartFrom(found, range)) found.push(range)
  }
  return found
}

/** A number that can be dialled here: a nought and nine or ten more, with or without the country's own. */
const isPhone = (written: string): boolean => /^0[1-9]\d{8,9}$/.test(dialled(written))

/** The digits of a number as they are dialled within the country, however it is written. */
export const dialled = (written: string): string =>
  written.replace(/\D/g, '').replace(/^(?:00)?440?/, '0')
