import type { PackPart, PackQuestion } from '../content/pack.ts'
import { type Answer, notKnown, type PartValue } from '../machines/answer.ts'
import { datesOf } from './dates.ts'
import type { LoadedPack } from './loaded-pack.ts'

/**
 * One part of an answer in words; `typed` marks what the person wrote, to be quoted as theirs, and `mayName`
 * what of that is in every summary and could say who the child is.
 */
export type Line = {
  part: string
  label?: string
  words: string
  typed: boolean
  mayName?: boolean
}

/** An answer read back in words, part by part, in the pack's order. */
export function readBack(loaded: LoadedPack, question: PackQuestion, answer: Answer): Line[] {
  if (answer === notKnown) {
    const words = loaded.pack.documents.words['not-recorded'] ?? ''
    return [{ part: '', words, typed: false }]
  }
  const labelled = question.parts.length > 1
  return question.parts.flatMap((part) => {
    const value = answer[part.id]
    if (value === undefined) return []
    return linesOf(loaded, part, value).map(({ words, typed }) => ({
      part: part.id,
      ...(labelled && part.words && { label: part.words }),
      words,
      typed,
      ...(typed && !part.colleague && !part.identifies && { mayName: true }),
    }))
  })
}

function linesOf({ pack }: LoadedPack, part: PackPart, value: PartValue) {
  if (part.kind === 'one' || part.kind === 'many') {
    const chosen = typeof value === 'string' ? [value] : value
    return part.options
      .filter(({ id }) => chosen.some((one) => one === id))
      .map(({ words }) => ({ words, typed: false }))
  }
  if (typeof value === 'string') {
    const words = part.kind === 'date' ? datesOf(pack).written(value) : value
    return [{ words, typed: part.kind === 'text' }]
  }
  if (part.kind !== 'rows') return []
  return rowsOf(value).map((row) => ({
    words: part.columns
      .map(({ id }) => row[id])
      .filter((cell) => cell !== undefined)
      .join(' · '),
    typed: true,
  }))
}

/** The rows of a table answer. */
export const rowsOf = (value: PartValue | undefined): Readonly<Record<string, string>>[] =>
  Array.isArray(value) ? value.filter((row) => typeof row === 'object') : []
