import { onceFor } from './once-for.ts'

/**
 * The wordless shape of a content pack: which questions exist, what may be answered, in what order.
 * Machines and rules see this and never a sentence.
 */

/**
 * Facts about an option that rules rely on. The pack states the fact; the condition drawn from it is code.
 * `absent`: the thing asked about is not there at all. `settled`: the first description of a section,
 * where nothing is of concern. `steady`: a later one whose words name no concern either.
 */
export const marks = [
  'absent',
  'settled',
  'steady',
  'none-of-these',
  'not-sexually-active',
  'sexually-active',
  'similar-age',
  'adult-or-wide-age-gap',
  'under-13',
  'not-consensual',
  'made-to-watch',
  'suggests-sexual-activity',
  'sexual-health-concern',
  'exchange',
  'images',
  'violence-or-pressure',
  'may-hold-trust',
  'meeting-unknown',
  'serious-self-harm',
  'controlling-or-violent',
] as const
export type Mark = (typeof marks)[number]

/** `probes` are the details asked for once the option is ticked; `suspected` where its marks are not known to hold. */
export type OptionOutline = {
  id: string
  marks: readonly Mark[]
  suspected: boolean
  probes: readonly string[]
}

/** `identifies`: what goes here can name a child, so no consultation may carry it. */
type Slot = { id: string; required: boolean; identifies: boolean }

/**
 * What a text must say: `empty` are words that say nothing here, such as "none", and those that deny it all where they
 * come first; `someoneElse` where it has to name a person other than the one who writes.
 */
export type TextRules = {
  empty?: { words: readonly string[]; openings: readonly string[] }
  someoneElse?: boolean
}

/** `limit` counts characters as a person does (code points) for text, and rows for a table; `within` how many days ahead. */
export type PartOutline =
  | (Slot & { kind: 'one' | 'many'; options: readonly OptionOutline[] })
  | (Slot & TextRules & { kind: 'text'; limit: number })
  | (Slot & { kind: 'date'; when?: 'past' | 'future'; within?: number })
  | (Slot & {
      kind: 'rows'
      limit: number
      columns: readonly { id: string; limit: number }[]
    })

export type QuestionOutline = {
  id: string
  parts: readonly PartOutline[]
  /** Whether it can be left wholly blank: a follow-up where nothing needs to be added. */
  mayBeBlank: boolean
}

/** `questions` are asked in this order; each may have a follow-up called `<id>.more`. */
export type DomainOutline = { id: string; questions: readonly string[] }

/** `questions` are asked in this order once the part is chosen; each is called `analysis.<part>.<item>`. */
type AnalysisOutline = { id: string; questions: readonly string[] }

export type Outline = {
  area: string
  questions: Readonly<Record<string, QuestionOutline>>
  domains: readonly DomainOutline[]
  /** The parts of the structured analysis; none where the area has no such thing or it is not used. */
  analysis: readonly AnalysisOutline[]
}

/** The follow-up a question may have: its probes and its prompts. */
export const moreOf = (question: string) => `${question}.more`

/** Every option of a question, whichever part offers it. */
export const optionsOf = onceFor((question: QuestionOutline): readonly OptionOutline[] =>
  question.parts.flatMap((part) => ('options' in part ? part.options : [])),
)
