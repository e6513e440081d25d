import { isNotName, places } from './not-names.ts'
import { apartFrom, type Range, rangesOf } from './ranges.ts'

const capitalised = "(?:St\\.|\\p{Lu}\\p{L}{0,24}(?:['’-]\\p{L}{1,24}){0,2})"
const joined = `${capitalised}(?: (?:of|the|&|for) ${capitalised}| ${capitalised}){0,4}`
const kind =
  'Academy|School|College|Primary|Secondary|High|Grammar|Infants?|Juniors?|Nursery|Sixth Form|PRU'
/** "Oakfield Academy", "St Mary’s Primary"; not "Peckham School Nurse". */
const named = new RegExp(
  `(?<![\\p{L}\\d])(?:${joined}) (?:${kind})(?: (?:${kind}))?(?![\\p{L}\\d]|['’]s| (?:Nurs|Teach|Staff|Health|Street|Road))`,
  'dgu',
)
const goes =
  '[Gg]oes to|go to|[Gg]oing to|[Ww]ent to|[Aa]ttends|[Aa]ttending|(?:[Pp]upil|[Ss]tudent|[Ee]nrolled|[Ee]xcluded|place|[Ss]tudies|[Ss]tudying) (?:at|from)|[Ee]xpelled from|[Yy]ear \\d{1,2},? at|[Ss]chool(?: is|:|,)'
/** What comes after "goes to" and the like. */
const told = new RegExp(
  `(?<!\\p{L})(?:${goes}) (${capitalised}(?: ${capitalised}){0,3})(?![\\p{L}\\d]|['’]s)`,
  'dgu',
)
const toldSmall =
  /(?<!\p{L})(?:goes to|going to|went to|attends|(?:pupil|student|excluded) (?:at|from)) ((?:\p{Ll}[\p{L}'’.]{1,24} ){1,2})(?:academy|primary|secondary|college|high school|grammar|school)(?!\p{L})/dgu
const anySchool =
  /^(?:local|same|different|special|boarding|private|mainstream|main|big|small|nearby|alternative|faith|village|state|girls|boys|day|night|art|drama|after|inner|city|free|independent|catholic|feeder|previous|current|good|bad|drop|pick)$/

/** Schools and colleges by name: a kind of school with a name before it, or a name after "goes to" and the like. */
export function schools(text: string): Range[] {
  const found: Range[] = []
  const add = (range: Range | undefined) => {
    if (range && apartFrom(found, range)) found.push(range)
  }
  for (const match of text.matchAll(named)) add(fromName(match[0], match.index))
  for (const [start, end] of rangesOf(text, told, 1)) {
    if (
      text
        .slice(start, end)
        .split(' ')
        .some((word) => !isNotName(plain(word)))
    )
      add([start, end])
  }
  for (const match of text.matchAll(toldSmall)) {
    const before = match[1]?.trim().split(' ') ?? []
    const [start = 0] = match.indices?.[1] ?? []
    if (before.every((word) => !isNotName(word) && !anySchool.test(word)))
      add([start, match.index + match[0].length])
  }
  return found
}

/** From the first word that names something, or a place, up to the kind of school; nothing where there is none. */
function fromName(words: string, at: number): Range | undefined {
  const all = words.split(' ')
  const kinds = new RegExp(`^(?:${kind}|Form)$`)
  let start = at
  for (const word of all) {
    const small = plain(word).toLowerCase()
    if (kinds.test(word)) return undefined
    if (small === 'st' || places.has(small) || !isNotName(small)) return [start, at + words.length]
    start += word.length + 1
  }
  return undefined
}

const plain = (word: string) => word.replace(/\.$/, '')
