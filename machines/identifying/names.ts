import { firstNames } from './first-names.ts'
import { isAcronym, isNotName } from './not-names.ts'
import { apartFrom, type Range, rangesOf } from './ranges.ts'

const capital = "(?:Mc|Mac|[OD]['’])?\\p{Lu}\\p{Ll}+(?:[-'’](?!s\\b)\\p{Lu}?\\p{Ll}+)*"
const shouted = "(?:Mc|Mac|[OD]')?\\p{Lu}{2,24}(?:[-']\\p{Lu}{2,24})*"
const capitals = new RegExp(`(?<![\\p{L}\\d@_.])(?:${capital}|${shouted})(?![\\p{L}\\d_])`, 'dgu')
const isShouted = (word: string) => /\p{Lu}$/u.test(word)
const kin =
  'mum|mother|dad|father|brother|sister|step(?:dad|mum|father|mother|brother|sister|son|daughter)|boyfriend|girlfriend|partner|ex|' +
  'friend|uncle|aunt(?:ie|y)?|nan|gran(?:dad|dma|dmother|dfather)?|cousin|son|daughter|niece|nephew|sibling|carer'
const whom = `${kin}|patient|pupil|student|child|teenager|young person|girl|boy|lad|baby`
/** What is often followed by a name, and hardly ever by another word with a capital. */
const cue = new RegExp(
  `(?<!\\p{L})(?:(?:called|named|nicknamed|names?(?: is| was|['’]s)?|known as|goes by|(?:worried|concerned|worry|concerns?) (?:about|for)|` +
    `regarding|year[- ]old|(?:${whom})(?: is|['’]s name is)?)[,:]? [("“‘']?|(?:mr|mrs|ms|miss|mx)\\.? )$`,
  'iu',
)

/** What a word in capitals has to come after, where it is no common first name. */
const title = /(?<!\p{L})(?:mr|mrs|ms|miss|mx)\.? $/iu
const naming =
  /(?<!\p{L})(?:called|named|nicknamed|names?(?: is| was|'s)?|known as|goes by)[,:]? [("“']?$/iu

/** Two words with capitals side by side, or one after what announces a name; in small letters, only after that. */
export function names(text: string): Range[] {
  const found = capitalNames(text)
  return [...found, ...smallNames(text).filter((range) => apartFrom(found, range))]
}

function capitalNames(text: string): Range[] {
  const runs: { start: number; end: number; words: string[] }[] = []
  for (const [start, end] of rangesOf(text, capitals)) {
    const word = text.slice(start, end)
    const before = text.slice(Math.max(0, start - 40), start)
    if (isShouted(word) ? !canBeShouted(word, before) : isNotName(word)) continue
    const run = runs.at(-1)
    if (run && joins(run.words, text.slice(run.end, start), word)) {
      run.end = end
      run.words.push(word)
    } else runs.push({ start, end, words: [word] })
  }
  return runs
    .filter(({ start, words }) => isRunOfNames(words, text.slice(Math.max(0, start - 40), start)))
    .map(({ start, end }) => [start, end])
}

/** Whether a word in capitals can be a name: no acronym that is known, and one that can be spoken. */
const canBeShouted = (word: string, before: string): boolean =>
  !isOrdinary(word.toLowerCase()) &&
  !isAcronym(word) &&
  (title.test(before) || isFirstName(word) || (word.length > 2 && /[AEIOUYÀ-Ý]/.test(word)))

const isFirstName = (word: string) => firstNames.has(word.toLowerCase())

/** Whether a word goes on with a name: after a space, or after a surname in capitals and a comma. */
function joins(words: readonly string[], gap: string, word: string): boolean {
  if (/^ (?:\p{Lu}\.? )?$/u.test(gap)) return true
  const [surname = ''] = words
  return (
    gap === ', ' &&
    words.length === 1 &&
    isShouted(surname) &&
    (!isShouted(word) || isFirstName(word))
  )
}

function isRunOfNames(words: readonly string[], before: string): boolean {
  const [first = ''] = words
  const allShouted = words.every(isShouted)
  if (words.length > 1 && (!allShouted || words.some(isFirstName))) return true
  if (!isShouted(first) || isFirstName(first)) return cue.test(before)
  return title.test(before) || naming.test(before)
}

const small = "\\p{Ll}{2,24}(?:[-'’](?!s\\b)\\p{L}{2,24}){0,2}"
/** A second word is a surname only where the sentence, or the clause, is over after it. */
const surname = `(?: ${small}(?=$|[.,;:)!?\\n]| (?:and|who|is|was|from|aged)\\b))?`
/** "called kayla", "her name is kayla smith": any word that is none of those that often come then. */
const announced = new RegExp(
  `(?<!\\p{L})(?:called|named|nicknamed|known as|goes by|name(?: is| was|['’]s|:)) [("“‘']?(${small})(${surname})(?![\\p{L}\\d'’])`,
  'dgiu',
)
/** "mum is dawn", "her boyfriend tyrone": nothing but a first name, since almost any word can come there. */
const related = new RegExp(
  `(?<!\\p{L})(?:${whom}|(?:worried|concerned) about)(?: is|['’]s name is)?,? [("“‘']?(${small})(?![\\p{L}\\d])`,
  'dgiu',
)

function smallNames(text: string): Range[] {
  const after = (pattern: RegExp, isName: (word: string) => boolean) =>
    [...text.matchAll(pattern)].flatMap((match): Range[] => {
      const [start, end] = match.indices?.[1] ?? [0, 0]
      const [first = '', last = ''] = [match[1], match[2]]
      if (!/^\p{Ll}/u.test(first) || !isName(first.toLowerCase())) return []
      const whole = last !== '' && !isOrdinary(last.trim())
      return [[start, whole ? end + last.length : end]]
    })
  const found = after(announced, (word) => !isOrdinary(word))
  return [
    ...found,
    ...after(related, (word) => firstNames.has(word)).filter((range) => apartFrom(found, range)),
  ]
}

/** Words that come after "called" or "the name is" and are no name: some by how they end. */
export const isOrdinary = (word: string): boolean =>
  isNotName(word) ||
  (!firstNames.has(word) && (ordinary.has(word) || /(?:ing|ed|ly|ion|ness|ment)$/.test(word)))

const ordinary: ReadonlySet<string> = new Set(
  `names bad rude horrible awful stupid ugly fat thin liar slag slut slapper bitch whore tart gay lesbian crazy mental
abuse grooming round straight soon late early daily weekly morning afternoon evening lunchtime midnight noon
ambulance ambulances reception enquiries help helpline helplines through down forth upon attention truanting
unclear uncertain withheld hidden similar familiar false fake real common different unusual foreign correct wrong
spelt spelled short long babe baby babes bae hun honey darling princess angel sweetheart sexy beautiful wifey
boss boy bro mate lad lads lover owner property driver daddy
dad's mum's taxis taxi cab cabs ubers shelter tenancy housing landlord neighbour neighbours bouncer security
only simply merely myself himself herself themselves itself yourself whatever something whoever
worse better home hospital paramedics hotline hotlines number numbers phone voicemail line lines landline mobile
person place person's persons people's child's girl's boy's
car train taxi coach bike bicycle foot tube road air default
above below opposite alongside him hers ours theirs yours anyone's`.split(/\s+/),
)
