import { apartFrom, type Range, rangesOf } from './ranges.ts'

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
  `\\b(?:${service})(?: (?:name|account|handle|username|user|id)){0,3}` +
    `(?:\\s{0,4}[:=]\\s{0,4}@?(?!(?:not|none|no|yes|unknown|nil|used|uses|see|as|n)\\b)([\\w.-]{0,60}\\w)(?=\\s{0,4}(?:$|[\\n,.;)]|and\\b|or\\b))` +
    `|(?:\\s{0,4}[:=]|,? (?:is|was|called|as))?\\s{1,4}@?((?=[\\w.]{0,60}[a-z])(?=[\\w.]{0,60}[\\d_])[\\w.]{0,60}\\w))`,
  'dgi',
)

/** Names used online: the address of a profile, an @name, or what is said to be one. */
export function handles(text: string): Range[] {
  const found = [...rangesOf(text, profile), ...rangesOf(text, atName)]
  const said = [...rangesOf(text, saidName, 1), ...rangesOf(text, saidName, 2)]
  return [...found, ...said.filter((range) => apartFrom(found, range))]
}
