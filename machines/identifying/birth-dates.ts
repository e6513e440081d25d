import { apartFrom, type Range, rangesOf } from './ranges.ts'

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const day = '(?:0?[1-9]|[12]\\d|3[01])'
const dates = new RegExp(
  [
    `(?<![\\d/.])${day} ?(?<gap>[/.\\-\\s]) ?(?:0?[1-9]|1[0-2]) ?\\k<gap> ?(?<a>(?:(?:19|20)|')?\\d\\d)(?![\\d/])`,
    `(?<!\\d)(?<b>(?:19|20)\\d\\d)[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\\d|3[01])(?!\\d)`,
    `(?<!\\d)${day}(?:st|nd|rd|th)?(?: of)?[ -]${month}[ ,.-]{1,4}(?<c>(?:(?:19|20)|['’])?\\d\\d)(?!\\d|[:.]\\d| ?[ap]m\\b)`,
    `\\b${month} ${day}(?:st|nd|rd|th)?,? (?<d>(?:19|20)\\d\\d)(?!\\d)`,
  ].join('|'),
  'dgi',
)
const bornOn = new RegExp(
  `\\b(?:d\\.?o\\.?b\\.?|date of birth|birth ?date|birthday|born|turn(?:s|ed|ing) \\d{1,2})\\b(?: is| was| on| in|[:.,\\s-]){0,8}` +
    `((?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -]${month}(?:[ ,.-]{1,4}\\d{2,4})?|${month} (?:\\d{1,4}|[a-z ]{0,40}\\d{4})|[\\d][\\d/.' -]{3,14}\\d)`,
  'dgi',
)

/** A whole date this many years ago is when something happened; from then on, it is when somebody was born. */
const recent = 4

export function birthDates(text: string, year: number): Range[] {
  const told = rangesOf(text, bornOn, 1)
  const whole = [...text.matchAll(dates)].flatMap((match): Range[] => {
    const { a, b, c, d } = match.groups ?? {}
    const written = Number((a ?? b ?? c ?? d ?? '').replace(/\D/g, ''))
    const full = written > 99 ? written : written + (written + 2000 > year ? 1900 : 2000)
    const [start, end] = match.indices?.[0] ?? [0, 0]
    const past = year - full >= recent && year - full < 100
    return past && apartFrom(told, [start, end]) ? [[start, end]] : []
  })
  return [...told, ...whole]
}
