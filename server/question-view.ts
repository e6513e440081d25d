import type { CaseRecord } from '../machines/case-record.ts'
import { offeredOptions } from '../machines/offered.ts'
import { onceFor } from '../machines/once-for.ts'
import type { Standing } from '../machines/standing.ts'
import { cite, citeAll } from './citation.ts'
import { contactsOf } from './contacts.ts'
import { foreseen } from './foreseen.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { View } from './protocol.ts'
import { lasting } from './reply-text.ts'
import { sinceTopics } from './since.ts'
import { topicsOf } from './topics.ts'

type Prompt = Extract<View['prompt'], { waits: 'question' }>
type Asking = Prompt['question']

/** The question a case waits for, in words, with what was answered before and the options that stand now. */
export function questionPrompt(
  loaded: LoadedPack,
  { record, standing }: { record: CaseRecord; standing: Standing },
  id: string,
  today: string,
): Prompt {
  const { prompt, options } = askedAfresh(loaded, id, today)
  const offered = offeredOptions(loaded.outline, id, standing.facts, standing)
  const given = record.answers.get(id)
  const value = given ?? foreseen(loaded, id, record)
  if (offered.length === options && value === undefined) return prompt
  const { question } = prompt
  return {
    waits: 'question',
    question: {
      ...question,
      ...(given === undefined && loaded.domainOf(id) && { notes: filledInNotes(loaded, question) }),
      parts: offered.length === options ? question.parts : partsOffered(question.parts, offered),
      ...(value !== undefined && { value: value as NonNullable<Asking['value']> }),
    },
  }
}

/** Beside a section's own notes, why descriptions stand ticked that nobody ticked there. */
const filledInNotes = ({ pack }: LoadedPack, { notes }: Asking): Asking['notes'] => {
  const { words, source } = pack.screening.filledIn
  return [{ id: 'filled-in', words, source: cite(pack, source) }, ...notes]
}

/** The questions of a pack as they were last asked afresh, by their ids. */
const askedOf = onceFor((_: LoadedPack) => new Map<string, ReturnType<typeof wordsOf>>())

/** A question as it is when all of it is offered and nothing was answered before; made once a day. */
function askedAfresh(loaded: LoadedPack, id: string, today: string) {
  const known = askedOf(loaded).get(id)
  if (known?.today === today) return known
  const words = wordsOf(loaded, id, today)
  askedOf(loaded).set(id, words)
  return words
}

/** `options` counts those of all parts together. */
function wordsOf(loaded: LoadedPack, id: string, today: string) {
  const { pack } = loaded
  const question = loaded.question(id)
  const section = loaded.domainOf(id)?.title
  const parts = question.parts.map((part) => ({
    id: part.id,
    kind: part.kind,
    ...(part.words && { words: part.words }),
    ...(part.hint && { hint: part.hint }),
    required: part.required ?? false,
    ...('limit' in part && { limit: part.limit }),
    ...('limit' in part && !part.colleague && { mayName: true }),
    ...('columns' in part && { columns: part.columns }),
    ...('options' in part && {
      options: part.options.map(({ id: option, words, hint }) => ({
        id: option,
        words,
        ...(hint && { hint }),
      })),
    }),
  }))
  const asking: Asking = {
    id,
    ...(section && { section }),
    title: question.title,
    why: question.why,
    source: citeAll(pack, question.source),
    ...(question.hint && { hint: question.hint }),
    notes: (question.notes ?? []).map((note) => ({ ...note, source: cite(pack, note.source) })),
    contacts: contactsOf(pack, question.contacts ?? [], today),
    ...topicsOf(pack, question.help, today, sinceTopics(pack, question, today)),
    parts,
  }
  return {
    today,
    prompt: lasting<Prompt>({ waits: 'question', question: asking }),
    options: parts.reduce((count, part) => count + (part.options?.length ?? 0), 0),
  }
}

/** The parts with the options that stand now; a part of which none does is left out. */
const partsOffered = (parts: Asking['parts'], offered: readonly string[]): Asking['parts'] =>
  parts
    .map((part) =>
      part.options
        ? { ...part, options: part.options.filter(({ id }) => offered.includes(id)) }
        : part,
    )
    .filter((part) => part.options === undefined || part.options.length > 0)
