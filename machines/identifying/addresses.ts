import { apartFrom, type Range } from './ranges.ts'

const word = "[\\p{L}][\\p{L}'’-]{0,24}"
const capitalised = "\\p{Lu}[\\p{L}'’-]{0,24}"
const road =
  'Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Crescent|Gardens|Grove|Place|Court|Terrace|Walk|Way|Square|Mews|Hill|Rise|Row|Park|Estate|House|Parade|Green|View|Path'
const building =
  'house|court|tower|point|lodge|heights|buildings?|mansions|apartments|block|estate|hostel|hotel'
const within = '(?:[Ff]lat|[Aa]partment|[Aa]pt|[Rr]oom|[Uu]nit)\\.? ?\\d{1,4}[a-z]?,? '

/** "14 Acacia Road", "Flat 3, 14A Acacia Road". */
const numbered = new RegExp(
  `(?<![\\p{L}\\d.,:/£-])(?:${within})?\\d{1,3}[A-Za-z]?,? (?:${capitalised} ){1,3}(?:${road})(?![\\p{L}\\d])`,
  'dgu',
)
/** The same in small letters, of the kinds of road that no other word is taken for. */
const small =
  /(?<![\p{L}\d.,:/£-])\d{1,3}[a-z]?,? ((?:\p{Ll}[\p{L}'’-]{0,24} ){1,2})(?:road|rd|street|avenue|crescent|gardens|terrace|mews)(?![\p{L}\d])/dgu
/** "flat 3, Bell House", whatever the letters. */
const inside = new RegExp(
  `(?<![\\p{L}\\d])${within}((?:${word} ){1,3})(?:${building})(?![\\p{L}\\d])`,
  'dgiu',
)

/** What stands between a number and a road where the number counts something else. */
const noRoad =
  /^(?:the|an?|in|on|at|of|to|from|by|for|with|and|or|his|her|their|our|my|this|that|is|was|are|were|down|up|along|off|across|outside|into|near|men|women|man|boys|girls|cars|times|minutes|mins|hours|days|miles|metres|yards|children|people|friends|doors|houses|pounds|am|pm)$/i

/** The addresses of homes: a number with a road, or a flat with a building. */
export function addresses(text: string): Range[] {
  const found: Range[] = []
  for (const pattern of [inside, numbered, small]) {
    for (const match of text.matchAll(pattern)) {
      const range = match.indices?.[0]
      const between = match[1]?.trim().split(' ') ?? []
      if (range && !between.some((one) => noRoad.test(one)) && apartFrom(found, range))
        found.push(range)
    }
  }
  return found
}
