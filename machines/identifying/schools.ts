import { firstNames } from './first-names.ts'
import { isAcronym, isNotName, places } from './not-names.ts'
import { apartFrom, type Range, rangesOf } from './ranges.ts'

const capitalised = "(?:St\\.|\\p{Lu}\\p{L}{0,24}(?:['’-]\\p{L}{1,24}){0,2})"
const joined = `${capitalised}(?: (?:of|the|&|for) ${capitalised}| ${capitalised}){0,4}`
const kind =
  'Academy|School|College|Primary|Secondary|High|Grammar|Infants?|Juniors?|Nursery|Sixth Form|PRU|' +
  'ACADEMY|SCHOOL|COLLEGE|PRIMARY|SECONDARY|HIGH|GRAMMAR|NURSERY|SIXTH FORM'
/** "Oakfield Academy", "St Mary’s Primary"; not "Peckham School Nurse". */
const named = new RegExp(
  `(?<![\\p{L}\\d])(?:${joined}) (?:${kind})(?: (?:${kind}))?(?![\\p{L}\\d]|['’]s| (?:Nurs|Teach|Staff|Health|Street|Road))`,
  'dgu',
)
const goes =
  '[Gg]oes to|go to|[Gg]oing to|[Ww]ent to|[Aa]ttends|[Aa]ttending|(?:[Pp]upil|[Ss]tudent|[Ee]nrolled|[Ee]xcluded|place|[Ss]tudies|[Ss]tudying) (?:at|from)|[Ee]xpelled from|[Yy]ear \\d{1,2},? at|[Ss]chool(?: is|:|,)'
/** What comes after "goes to" and the like. */
const told = new RegExp(
  `(?<!\\p{L})(?:${goes}) (${capitalised}(?:(?: of| the){0,2} ${capitalised}){0,3})(?![\\p{L}\\d]|['’]s)`,
  'dgu',
)
const toldSmall =
  /(?<!\p{L})(?:goes to|going to|went to|attends|(?:pupil|student|excluded) (?:at|from)) ((?:\p{Ll}[\p{L}'’.]{1,24} ){1,2})(?:academy|primary|secondary|college|high school|grammar|school)(?!\p{L})/dgu
/** "st thomas the apostle", which is no hospital, church or station. */
const toldSaint =
  /(?<!\p{L})(?:goes to|attends|(?:pupil|student|excluded|enrolled) (?:at|from)) (st\.? \p{Ll}[\p{L}'-]{1,24}(?:(?: of| the| and){1,2} \p{Ll}[\p{L}'-]{1,24})?)(?![\p{L}\d]| (?:hospital|clinic|surgery|church|station|park|road|street|ward|centre))/dgu
const anySchool =
  /^(?:local|same|different|special|boarding|private|mainstream|main|big|small|nearby|alternative|faith|village|state|girls|boys|day|night|art|drama|after|inner|city|free|independent|catholic|feeder|previous|current|good|bad|drop|pick)$/

/** Schools and colleges by name: a kind of school with a name before it, or a name after "goes to" and the like. */
export function schools(text: string): Range[] {
  const found: Range[] = []
  const add = (range: Range | undefined) => {
    if (range && apartFrom(found, range)) found.push(range)
  }
  for (const match of text.matchAll(named)) {
    const [start, end] = fromName(match[0], match.index) ?? [0, 0]
    if (end > 0) add([start, end + placeAfter(text.slice(end, end + 60))])
  }
  for (const [start, end] of rangesOf(text, told, 1)) {
    if (
      text
        .slice(start, end)
        .split(' ')
        .some((word) => /^\p{Lu}/u.test(word) && !isAcronym(plain(word)))
    )
      add([start, end])
  }
  for (const match of text.matchAll(toldSmall)) {
    const before = match[1]?.trim().split(' ') ?? []
    const [start = 0] = match.indices?.[1] ?? []
    if (before.every((word) => !isNotName(word) && !anySchool.test(word))) {
      const end = match.index + match[0].length
      add([start, end + placeAfter(text.slice(end, end + 60))])
    }
  }
  for (const range of rangesOf(text, toldSaint, 1)) add(range)
  return found
}

/** The length of the name of a place that a school's name ends with, "Harris Academy Peckham"; 0 where none does. */
function placeAfter(rest: string): number {
  const [all = '', word = ''] = rest.match(/^ (\p{L}[\p{L}'-]*)(?![\p{L}\d])/u) ?? []
  const small = word.toLowerCase()
  const isPlace =
    places.has(small) ||
    (/^\p{Lu}\p{Ll}/u.test(word) && !isNotName(small) && !firstNames.has(small))
  return isPlace ? all.length : 0
}

/** From the first word that names something, or a place, up to the kind of school; nothing where there is none. */
function fromName(words: string, at: number): Range | undefined {
  const all = words.split(' ')
  const kinds = new RegExp(`^(?:${kind}|Form|FORM)$`)
  const shouted = /\bSCHOOL$/.test(words)
  let start = at
  for (const word of all) {
    const small = plain(word).toLowerCase()
    if (kinds.test(word)) return undefined
    // "SHE HATES SCHOOL" names none.
    if (shouted && start > at && !/^THE /.test(words)) return undefined
    if (small === 'st' || places.has(small) || !isNotName(small)) return [start, at + words.length]
    start += word.length + 1
  }
  return undefined
}

const plain = (word: string) => word.replace(/\.$/, '')
