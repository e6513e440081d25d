import type { Range } from './ranges.ts'

const spaces = /\p{Zs}/u
const unseen = /[\u200b-\u200f\u2060\ufeff]/
const dashes = /[\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/
const apostrophes = /[\u2018\u2019\u02bc\u2032\u00b4`]/

/** A text as it is searched, and where a stretch of it stands in the text as it was written. */
export type PlainText = { plain: string; written: (range: Range) => Range }

/**
 * One kind of space, dash and apostrophe for all of them, one space where there are several, and nothing that cannot
 * be seen: so that what is only written otherwise is found all the same.
 */
export function plainText(text: string): PlainText {
  const places: number[] = []
  let plain = ''
  for (let place = 0; place < text.length; place += 1) {
    const one = plainCharacter(text.charAt(place))
    if (one === '' || (one === ' ' && plain.endsWith(' '))) continue
    plain += one
    places.push(place)
  }
  return {
    plain,
    written: ([start, end]) => [places[start] ?? 0, (places[end - 1] ?? 0) + 1],
  }
}

function plainCharacter(one: string): string {
  if (one < '\u007f' && one !== '`') return one === '\t' || one === '\r' ? ' ' : one
  if (spaces.test(one)) return ' '
  if (unseen.test(one)) return ''
  if (dashes.test(one)) return '-'
  return apostrophes.test(one) ? "'" : one
}
