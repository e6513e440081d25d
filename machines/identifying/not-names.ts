/** Places, in lower case: one by itself names nobody, and before "Academy" it does name a school. */
export const places: ReadonlySet<string> = new Set(
  `london dorset lambeth lewisham greenwich croydon peckham camberwell bermondsey dulwich rotherhithe walworth nunhead brixton
deptford kennington elephant castle surrey quays canada water burgess rye kent england britain uk scotland wales
ireland europe africa manchester birmingham brighton essex`.split(/\s+/),
)

/**
 * Words that are often written with a capital and name nobody: days, months, openings of sentences, roles,
 * agencies, services, places of the area and of meeting, peoples, languages and makes. In lower case.
 */
const notNames: ReadonlySet<string> = new Set(
  `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
january february march april may june july august september october november december jan feb mar apr jun jul
aug sept sep oct nov dec spring summer autumn winter christmas easter ramadan eid diwali bank holiday half term
i a an the this that these those there here he she they we it you who what when where why how which whose if as at
in on of off up by to from with without within for and but or nor so yet not no yes also although though because
since while until after before during despite once twice then later next last first second third now today
yesterday tomorrow tonight recently previously currently sometimes often usually always never every each both all
any some several many most few more less other another same such since between over under about above below near
her his their our my your its him them us me one two three four five six seven eight nine ten
is was were are be been being am has had have having do does did done will would can could may might must should
took takes taken use uses used using live lives lived met meet meets speaks spoke spoken said says say tell tells
told came comes come went goes go gone saw seen see sees attend attends attended want wants wanted feel feels felt
know knows knew known ask asks asked call calls called rang phoned texted messaged left stays stayed stay gave
given gives get gets got found find finds heard hear hears disclosed discloses reported reports reporting referred
refers started starts stopped stops visits visited visit works worked work travels travelled sent sends returned
refused refuses denies denied claims claimed believes thinks thought arrived arrives arrive appears appeared
presented presents became becomes kept keeps told made makes moved moves discussed consulted spending spends missing
unable aware worried concerned concern concerns following advised advice information informed consent seen possible
mum mother mummy dad father daddy parent parents carer carers foster brother sister sibling siblings half step
stepdad stepmum stepfather stepmother boyfriend girlfriend partner friend friends uncle aunt auntie nan gran nana
grandmother grandad grandfather grandma cousin family guardian adult adults child children young person people girl
boy teenager baby patient pupil student client daughter son man men woman women male female victim unknown
mr mrs ms miss mx dr doctor sir madam nurse matron midwife practitioner professional consultant therapist
psychologist psychiatrist paediatrician pharmacist receptionist reception worker workers officer officers constable
sergeant inspector detective teacher teachers head headteacher deputy assistant tutor form class lead leads
designated manager director duty senior junior principal pastoral mentor counsellor coordinator co-ordinator chair
coach instructor staff team teams visitor advisor adviser advocate solicitor judge key named safeguarding protection
social care services service support health mental sexual physical emotional clinic clinics hospital surgery ward
practice department accident emergency outpatients hub trust council borough local authority agency agencies police
probation youth offending justice education welfare early help multi-agency multi agency strategy meeting plan
conference review panel referral assessment section level year key stage school schools college academy sixth nursery
primary secondary university unit home house housing hostel placement office reception court centre center
exploitation exploited sexually risk risks abuse violence domestic harm modern slavery county lines trafficking national
mechanism quality assurance core group community safety partnership project persons process profile problem network
framework model outcome outcomes central record records list operational single oyster card travel bus pass driving
licence passport common assessment pathway disguised compliance training st
camhs mash southwark met metropolitan childline barnardo barnardo’s barnardo's nspcc catch samaritans crimestoppers
merlin gillick fraser act law protocol tool screening working together ofsted home
road street lane avenue close estate park station bridge square green common market shopping hotel shop church mosque
temple library gym bus train tube underground overground north south east west old new great upper lower high
british english scottish welsh irish polish romanian albanian portuguese spanish french italian german turkish
kurdish somali nigerian ghanaian vietnamese chinese bengali punjabi urdu arabic pakistani indian bangladeshi afghan
iraqi iranian syrian eritrean ethiopian jamaican brazilian colombian ukrainian russian roma traveller asian african
caribbean black white mixed muslim christian catholic jewish hindu sikh god
snapchat snap instagram insta facebook messenger whatsapp telegram twitter discord reddit roblox xbox playstation
google apple iphone android samsung uber bolt deliveroo airbnb netflix spotify vinted depop tinder grindr kik omegle
nike adidas gucci mcdonalds mcdonald’s mcdonald's kfc tesco asda sainsburys sainsbury’s sainsbury's morrisons
primark premier inn travelodge internet online wifi email text messages photos xanax valium calpol paracetamol
plan b pill chlamydia hiv sti stis covid asthma autism adhd
ketamine cannabis cocaine heroin vodka police nothing nobody someone everyone anyone something everything
just still only even again back away out over around very really too much well able`
    .split(/\s+/)
    .concat([...places]),
)

/** Whether a word, whatever its case, is one of those; with an s at its end or without. */
export function isNotName(word: string): boolean {
  const small = word.toLowerCase().replace(/['’]s$/, '')
  return notNames.has(small) || notNames.has(small.replace(/s$/, ''))
}

/** What is written in capitals here and is no name, beside what names nobody in any letters. */
const acronyms: ReadonlySet<string> = new Set(
  `cse csa cce cris gp dsl ddsl nhs fgm dv lac cin cpp taf caf nrm marac mappa mace vawg sen send senco ehcp ehc icpc
rcpc iro lado pru yot yos ewo bame lgbt lgbtq sti stis hiv adhd asd asbo dna ocd ptsd bmi uti iud larc gum dob uk usa
eu cctv pcso cid btp isva idva sarc ceop iwf hcp hv fnp mdt cqc icb gmc nmc ok am pm id sim gps pdf nfa tbc na uasc
gcse pshe ict oic abe neet lscb lscp sscp dvla dwp hmrc uc esa pip bbc salt mca mha urn otp sms mms dm asap fyi iut
aka eta fao ncmec nca misper cad mase sipps`.split(/\s+/),
)

/** Whether a word in capitals is an acronym that is known here. */
export const isAcronym = (word: string): boolean =>
  acronyms.has(word.toLowerCase()) || isNotName(word)
