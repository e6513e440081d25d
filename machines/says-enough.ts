import type { AnswerFault } from './answer.ts'
import type { TextRules } from './outline.ts'

/**
 * What a text leaves unsaid that its part needs: practice:not-referring asks for a second person by name and for
 * something to watch. "Nobody", "none", a role by itself or the writer's own name is neither.
 * @param writer the name of the person who writes, as far as it is known
 */
export function saysEnough(
  { empty, someoneElse = false }: TextRules,
  text: string,
  writer: string,
): AnswerFault | null {
  if (!empty) return null
  const said = wordsOf(text)
  const telling = said.filter((word) => !empty.words.includes(word))
  const denies = said[0] !== undefined && empty.openings.includes(said[0])
  if (!someoneElse)
    return denies || !telling.some((word) => word.length > 1) ? 'says-nothing' : null
  const own = wordsOf(writer)
  const others = telling.filter(
    (word) => !/\d/.test(word) && !own.some((name) => sameName(name, word)),
  )
  return denies || others.length === 0 || holds(said, own) ? 'needs-someone-else' : null
}

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []

/** An initial stands for the name that begins with it. */
const sameName = (a: string, b: string) =>
  a === b || (Math.min(a.length, b.length) === 1 && a.charAt(0) === b.charAt(0))

/** Whether the writer's whole name stands in what was said, word by word; one word alone may be anybody's. */
const holds = (said: readonly string[], own: readonly string[]) =>
  own.length > 1 &&
  said.some((_, start) =>
    own.every((name, place) => {
      const word = said[start + place]
      return word !== undefined && sameName(name, word)
    }),
  )
