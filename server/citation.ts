import type { Pack } from '../content/pack.ts'
import { onceFor } from '../machines/once-for.ts'

/**
 * Sources as a person reads them: `southwark:6.1` and `southwark:6.2` become "Protocol, 6.1, 6.2".
 * The address of a row inside a section of the tool stops at the section, so that no row is ever
 * read as a grade.
 */
export const citeAll = (pack: Pack, sources: readonly string[]): string => citedIn(pack)(sources)

/** One source as a person reads it. */
export const cite = (pack: Pack, source: string): string => joined(pack, [source])

/** A pack's own lists of sources never change, so each is put into words once. */
const citedIn = onceFor((pack: Pack) =>
  onceFor((sources: readonly string[]) => joined(pack, sources)),
)

function joined(pack: Pack, sources: readonly string[]): string {
  const numbers = new Map<string, Set<string>>()
  for (const source of sources) {
    const { words, number } = citationOf(pack, source)
    const known = numbers.get(words) ?? new Set()
    numbers.set(words, number === undefined ? known : known.add(number))
  }
  return [...numbers].map(([words, found]) => words.replace('{}', [...found].join(', '))).join('; ')
}

function citationOf(pack: Pack, source: string): { words: string; number?: string } {
  for (const { prefix, words, part } of pack.area.citations) {
    if (!source.startsWith(prefix)) continue
    if (!part) return { words }
    const number = (part === 'first' ? /^\d+/ : /^\d+(\.\d+)*/).exec(
      source.slice(prefix.length),
    )?.[0]
    if (number) return { words, number }
  }
  return { words: source }
}
