import { randomBytes } from 'node:crypto'
import type { DeedBody, View } from '../../server/protocol.ts'

type Question = Extract<View['prompt'], { waits: 'question' }>['question']
type Part = Question['parts'][number]

/** One of some things, or nothing where there are none. */
export const oneOf = <Item>(items: readonly Item[]): Item | undefined =>
  items[Math.floor(Math.random() * items.length)]

export const chance = (of: number): boolean => Math.random() < of

/** Something a person might do where a view waits: mostly answer, sometimes turn back or raise danger. */
export function randomDeed(view: View): DeedBody {
  const { prompt, can, entries } = view
  const aside: DeedBody[] = []
  if (can.back) aside.push({ type: 'back' }, { type: 'back' })
  if (can.danger) aside.push({ type: 'danger' })
  if (can.refer) aside.push({ type: 'refer' })
  if (can.overview) aside.push({ type: 'overview' })
  const known = oneOf(entries)
  if (known) aside.push({ type: 'revisit', question: known.question })
  const turn = chance(0.2) ? oneOf(aside) : undefined
  return turn ?? onward(prompt) ?? oneOf(aside) ?? { type: 'back' }
}

/** The answer that every question takes. */
export const unknownTo = (question: string): DeedBody => ({
  type: 'answer',
  question,
  value: 'not-known',
})

function onward(prompt: View['prompt']): DeedBody | undefined {
  switch (prompt.waits) {
    case 'question':
      return answerTo(prompt.question)
    case 'overview': {
      const domain = chance(0.7) ? prompt.next : oneOf(prompt.domains)?.id
      return domain ? { type: 'domain', domain } : { type: 'leave-screening' }
    }
    case 'checking':
      return { type: 'check' }
    case 'leaving':
      return undefined
  }
}

function answerTo({ id, parts }: Question): DeedBody {
  const value = Object.fromEntries(
    parts
      .filter(({ required }) => required || chance(0.6))
      .map((part) => [part.id, valueFor(part)])
      .filter(([, given]) => given !== undefined),
  )
  if (Object.keys(value).length === 0) return unknownTo(id)
  return { type: 'answer', question: id, value }
}

function valueFor(part: Part): unknown {
  const words = randomBytes(8).toString('hex')
  switch (part.kind) {
    case 'one':
      return oneOf(part.options ?? [])?.id
    case 'many':
      return part.options?.filter(() => chance(0.3)).map(({ id }) => id)
    case 'text':
      return words
    case 'date':
      return undefined
    case 'rows':
      return [Object.fromEntries((part.columns ?? []).map(({ id }) => [id, words]))]
  }
}
