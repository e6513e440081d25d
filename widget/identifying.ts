import { notNames } from './not-names.ts'

/** What a stretch of text may be, where it may say who a child is. */
type IdentifyingKind =
  | 'email'
  | 'handle'
  | 'nhs-number'
  | 'birth-date'
  | 'phone'
  | 'postcode'
  | 'name'

/** A stretch of the text, by the places of its first character and of the one after its last. */
export type Identifying = { kind: IdentifyingKind; start: number; end: number }

type Range = readonly [start: number, end: number]
type Search = (text: string, year: number) => Range[]

/**
 * The stretches of a text that may identify a child, in the order they stand, none over another. It errs
 * both ways: it is there to point out, and never to vouch for a text or to change one.
 * @param year this year, as a four-digit number: a date is taken for a birth by how long ago it is
 */
export function identifying(text: string, year: number): Identifying[] {
  let left = text
  const found: Identifying[] = []
  for (const kind of kinds) {
    for (const [start, end] of searches[kind](left, year)) {
      found.push({ kind, start, end })
      // What has been taken for one thing is not looked at again, and still stands between its neighbours.
      left = left.slice(0, start) + taken.repeat(end - start) + left.slice(end)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const taken = '\u0000'

const rangesOf = (text: string, pattern: RegExp, group = 0): Range[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const [start, end] = match.indices?.[group] ?? [0, 0]
    return end > start ? [[start, end]] : []
  })

const emailAddress = /[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/dg

const site =
  'instagram|snapchat|tiktok|facebook|fb|twitter|x|youtube|discord|reddit|twitch|roblox|t|wa|onlyfans|linkedin|threads'
const profile = new RegExp(
  `(?<![\\w.])(?:https?://)?(?:[a-z]{1,3}\\.)?(?:${site})\\.(?:com|me|gg|tv|net)/[^\\s,;)"”’]*[\\w/]`,
  'dgi',
)
const atName = /(?<![\w@./])@[\w.]*\w/dg
const service =
  'snap(?:chat)?|insta(?:gram)?|ig|tik ?tok|facebook|fb|whatsapp|telegram|twitter|discord|roblox|xbox|psn|kik|gamertag|user ?name|handle|online name'
/** After a colon, a lone word is a name; in a sentence, only one that no other word looks like. */
const saidName = new RegExp(
  `\\b(?:${service})(?: (?:name|account|handle|username|user|id))*` +
    `(?:\\s*[:=]\\s*@?(?!(?:not|none|no|yes|unknown|nil|used|uses|see|as|n)\\b)([\\w.-]*\\w)(?=\\s*(?:$|[\\n,.;)]|and\\b|or\\b))` +
    `|(?:\\s*[:=]|,? (?:is|was|called|as))?\\s+@?((?=[\\w.]*[a-z])(?=[\\w.]*[\\d_])[\\w.]*\\w))`,
  'dgi',
)

/** Ten digits, however they are spaced; read at every place, so that none is hidden by one before it. */
const tenDigits = /(?<!\d)(?=(\d(?:[ \u00a0.-]{0,2}\d){9}(?!\d)))/dg

/** NHS Data Dictionary: the weights 10 to 2, modulus 11; a remainder that would need a check of 10 is never given. */
function isNhsNumber(written: string): boolean {
  const digits = [...written.replace(/\D/g, '')].map(Number)
  const sum = digits.slice(0, 9).reduce((all, digit, place) => all + digit * (10 - place), 0)
  return (11 - (sum % 11)) % 11 === digits[9]
}

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const day = '(?:0?[1-9]|[12]\\d|3[01])'
const dates = new RegExp(
  [
    `(?<![\\d/.])${day}(?<gap>[/.\\-\\s])(?:0?[1-9]|1[0-2])\\k<gap>(?<a>(?:19|20)?\\d\\d)(?![\\d/])`,
    `(?<!\\d)(?<b>(?:19|20)\\d\\d)[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\\d|3[01])(?!\\d)`,
    `(?<!\\d)${day}(?:st|nd|rd|th)?(?: of)?[ -]${month}[ ,.-]+(?<c>(?:(?:19|20)|['’])?\\d\\d)(?!\\d|[:.]\\d| ?[ap]m\\b)`,
    `\\b${month} ${day}(?:st|nd|rd|th)?,? (?<d>(?:19|20)\\d\\d)(?!\\d)`,
  ].join('|'),
  'dgi',
)
const bornOn = new RegExp(
  `\\b(?:d\\.?o\\.?b\\.?|date of birth|birth ?date|birthday|born)\\b(?: is| was| on|[:.,\\s-])*` +
    `((?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -]${month}(?:[ ,.-]+\\d{2,4})?|${month} (?:\\d{1,4}|[a-z ]*\\d{4})|[\\d][\\d/. -]{3,}\\d)`,
  'dgi',
)

/** A whole date this many years ago is when something happened; from then on, it is when somebody was born. */
const recent = 4

function birthDates(text: string, year: number): Range[] {
  const told = rangesOf(text, bornOn, 1)
  const whole = [...text.matchAll(dates)].flatMap((match): Range[] => {
    const { a, b, c, d } = match.groups ?? {}
    const written = Number((a ?? b ?? c ?? d ?? '').replace(/\D/g, ''))
    const full = written > 99 ? written : written + (written + 2000 > year ? 1900 : 2000)
    const [start, end] = match.indices?.[0] ?? [0, 0]
    const apart = told.every(([from, to]) => end <= from || start >= to)
    return apart && year - full >= recent && year - full < 100 ? [[start, end]] : []
  })
  return [...told, ...whole]
}

const phoneLike = /(?<![\d.])(?:\+44|0044|\(?0)[\d\u00a0 ().-]{7,16}\d(?!\d)/dg

/** A number that can be dialled here: a nought and nine or ten more, with or without the country's own. */
function isPhone(written: string): boolean {
  const digits = written.replace(/\D/g, '').replace(/^(?:00)?440?/, '0')
  return /^0[1-9]\d{8,9}$/.test(digits)
}

/** The second half is never "1st" or "2nd" in small letters, which after a road's number is a day. */
const postcode =
  /\b(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])) ?(?!\d(?:st|nd|rd|th)\b)\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b/dg
const smallPostcode =
  /\b(?:[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d{1,2}|\d[a-hjkpstuw]|[a-hk-y]\d[abehmnprvwxy])) ?(?!\d(?:st|nd|rd|th)\b)\d[abd-hjlnp-uw-z]{2}\b/dg

const capital = "(?:Mc|Mac|[OD]['’])?\\p{Lu}\\p{Ll}+(?:[-'’](?!s\\b)\\p{Lu}?\\p{Ll}+)*"
const capitals = new RegExp(`(?<![\\p{L}\\d@_.])${capital}(?![\\p{L}\\d_])`, 'dgu')
/** What is often followed by a name, and hardly ever by another word with a capital. */
const cue = new RegExp(
  `(?<!\\p{L})(?:(?:called|named|nicknamed|names?(?: is| was|['’]s)?|known as|goes by|mum|mother|dad|father|brother|sister|` +
    `step(?:dad|mum|father|mother|brother|sister)|boyfriend|girlfriend|partner|friend|uncle|aunt(?:ie)?|nan|gran|cousin|` +
    `son|daughter|patient|pupil|student|girl|boy)(?: is|['’]s name is)?[,:]? [("“‘']?|(?:mr|mrs|ms|miss|mx)\\.? )$`,
  'iu',
)

/** Two words with capitals side by side, or one after what announces a name. */
function names(text: string): Range[] {
  const words = rangesOf(text, capitals).filter(([start, end]) => {
    const word = text.slice(start, end).toLowerCase()
    return !notNames.has(word) && !notNames.has(word.replace(/s$/, ''))
  })
  const runs: [number, number, number][] = []
  for (const [start, end] of words) {
    const run = runs.at(-1)
    if (run && /^ (?:\p{Lu}\.? )?$/u.test(text.slice(run[1], start))) {
      run[1] = end
      run[2] += 1
    } else runs.push([start, end, 1])
  }
  return runs
    .filter(([start, , count]) => count > 1 || cue.test(text.slice(Math.max(0, start - 40), start)))
    .map(([start, end]) => [start, end])
}

const searches: Record<IdentifyingKind, Search> = {
  email: (text) => rangesOf(text, emailAddress),
  handle: (text) => {
    const found = [...rangesOf(text, profile), ...rangesOf(text, atName)]
    const said = [...rangesOf(text, saidName, 1), ...rangesOf(text, saidName, 2)]
    return [
      ...found,
      ...said.filter(([start, end]) => found.every(([from, to]) => end <= from || start >= to)),
    ]
  },
  'nhs-number': (text) =>
    rangesOf(text, tenDigits, 1)
      .filter(([start, end]) => isNhsNumber(text.slice(start, end)))
      .filter(([start], index, all) => start >= (all[index - 1]?.[1] ?? 0)),
  'birth-date': birthDates,
  phone: (text) =>
    rangesOf(text, phoneLike).filter(([start, end]) => isPhone(text.slice(start, end))),
  postcode: (text) => [...rangesOf(text, postcode), ...rangesOf(text, smallPostcode)],
  name: names,
}

/** In the order that what could be two things is decided by. */
const kinds = Object.keys(searches) as IdentifyingKind[]
