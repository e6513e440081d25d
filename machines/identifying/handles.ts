import { isOrdinary } from './names.ts'
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

const short = 'snap(?:chat)?|insta(?:gram)?|ig|tik ?tok|telegram|discord|roblox|xbox|psn|kik'
const whose = "(?:her|his|their|my|child's|girl's|boy's)"
const over = `(?=["”']? ?(?:$|[\\n,.;)]|(?:and|or|on|so|but)\\b))`
/** "her insta is kaylaxo", "her username is kaylaxo": where the clause is over after it. */
const saidPlainly = new RegExp(
  `\\b(?:${whose} (?:${service})(?: (?:name|account|handle|username|user|id))?|user ?name|handle|gamertag|online name) (?:is|was|called)(?: called)? @?([\\w.-]{2,30}\\w)${over}`,
  'dgi',
)
/** "snap kaylaxo", "insta kay.x": at the beginning of a clause, which is over after it. */
const besides = new RegExp(
  `(?:^|[.,;:(\\n] ?|\\b(?:${whose}|and|is) )(?:(?:${short})(?: (?:name|user ?name|account|handle|id))?|user ?name)(?: ?[:=>-])? ?["“']?@?(?<!\\w)([\\w.-]{3,30}\\w)${over}`,
  'dgi',
)
/** "kayla_xo on snap"; "kayla#1234". */
const before = new RegExp(
  `(?<![\\w.])((?=[\\w.]{0,30}_)[a-z][\\w.]{2,30}) (?:on|via) (?:${service})\\b`,
  'dgi',
)
const numbered =
  /(?<![\w#.])(?!(?:ref|case|no|ext|room|crime|bed|bay|flat|order|ticket|report|cad|cris|merlin|incident|number|job)#)[a-z][\w.]{1,31}#\d{4}(?!\d)/dgi
/** What is said of an account, or done with it. */
const ofAccounts =
  /^(?:shows?|strangers?|channels?|mods?|scores?|alone|blank|noisy|ads?|likes?|followers|requests?|links?|status|bio|feed|history|data|use|usage|filters?|images?|nudes?|selfies?|rooms?|points|premium|gifts?|cards?|money|robux|broken|private|public|inactive|popular|available|busy|quiet|empty|linked|shared|full|new|old|off|on|open|live|active|fake|down|gone|safe|fine|messages?|chats?|story|stories|streaks?|photos?|pics?|pictures?|videos?|calls?|maps?|profiles?|apps?|friends?|servers?|groups?|reels?|posts?|accounts?|names?|usernames?|location|video|overnight|tonight|anyway|together|instead|constant|nonstop|most|all|lots|secret|on-?line|offline|web|web-?site|pages?|nights?|games?|voice|dms?|snapchat|instagram|insta|tiktok|telegram|discord|roblox|xbox|psn|kik)$/i

/** Names used online: the address of a profile, an @name, or what is said to be one. */
export function handles(text: string): Range[] {
  const found = [...rangesOf(text, profile), ...rangesOf(text, atName)]
  const isName = ([start, end]: Range) => {
    const word = text.slice(start, end).toLowerCase()
    return !isOrdinary(word) && !ofAccounts.test(word)
  }
  for (const range of [
    ...rangesOf(text, saidName, 1),
    ...rangesOf(text, saidName, 2),
    ...rangesOf(text, numbered),
    ...rangesOf(text, before, 1),
    ...[...rangesOf(text, saidPlainly, 1), ...rangesOf(text, besides, 1)].filter(isName),
  ]) {
    if (apartFrom(found, range)) found.push(range)
  }
  return found
}
