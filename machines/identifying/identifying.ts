import { addresses } from './addresses.ts'
import { birthDates } from './birth-dates.ts'
import { handles } from './handles.ts'
import { names } from './names.ts'
import { nhsNumbers, phones } from './numbers.ts'
import { plainText } from './plain-text.ts'
import { type Range, rangesOf } from './ranges.ts'
import { schools } from './schools.ts'

/** What a stretch of text may be, where it may say who a child is: in the order that what could be two things is decided by. */
export const identifyingKinds = [
  'email',
  'handle',
  'nhs-number',
  'birth-date',
  'phone',
  'postcode',
  'address',
  'school',
  'name',
] as const
export type IdentifyingKind = (typeof identifyingKinds)[number]

/** The kinds that name one person or one home by themselves, and can be told by their form. */
export const formalKinds = [
  'phone',
  'email',
  'postcode',
  'nhs-number',
  'birth-date',
  'handle',
] as const satisfies readonly IdentifyingKind[]
export type FormalKind = (typeof formalKinds)[number]

export const isFormal = (kind: IdentifyingKind): kind is FormalKind =>
  formalKinds.some((one) => one === kind)

/** A stretch of the text, by the places of its first character and of the one after its last. */
export type Identifying = { kind: IdentifyingKind; start: number; end: number }

/**
 * The stretches of a text that may identify a child, in the order they stand, none over another. It errs
 * both ways: it is there to point out, and never to vouch for a text.
 * @param year this year, as a four-digit number: a date is taken for a birth by how long ago it is
 */
export function identifying(text: string, year: number): Identifying[] {
  const { plain, written } = plainText(text)
  let left = plain
  const found: Identifying[] = []
  for (const kind of identifyingKinds) {
    for (const [start, end] of searches[kind](left, year)) {
      const [from, to] = written([start, end])
      found.push({ kind, start: from, end: to })
      // What has been taken for one thing is not looked at again, and still stands between its neighbours.
      left = left.slice(0, start) + taken.repeat(end - start) + left.slice(end)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const taken = '\u0000'

/** A word is read from its beginning only, so that a long run of letters is gone through once. */
const emailAddress = /(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/dg

const firstHalf =
  /\b(?:[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d{1,2}|\d[a-hjkpstuw]|[a-hk-y]\d[abehmnprvwxy]))[ \n.,/_-]{0,3}(?=\d[a-z]{2}\b)/dgi
/** The second half is never "1st" or "2hr" in small letters, which after a road's number is a day or a time. */
const secondHalf = /^(?!\d(?:st|nd|rd|th|hr|yr))\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}/

const postcodes = (text: string): Range[] =>
  rangesOf(text, firstHalf).flatMap(([start, end]): Range[] =>
    secondHalf.test(text.slice(end, end + 3)) ? [[start, end + 3]] : [],
  )

const searches: Record<IdentifyingKind, (text: string, year: number) => Range[]> = {
  email: (text) => rangesOf(text, emailAddress),
  handle: handles,
  'nhs-number': nhsNumbers,
  'birth-date': birthDates,
  phone: phones,
  postcode: postcodes,
  address: addresses,
  school: schools,
  name: names,
}
