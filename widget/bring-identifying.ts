import { learn } from './words.ts'

type Search = typeof import('./identifying.ts')

let search: Search | null | undefined

/** The search for what may say who a child is, where it is on the page by now; `null` where it could not be had. */
export const identifyingHere = (): Search | null | undefined => search

/**
 * Brings the search to the page after the first question, because most conversations never need it.
 * @returns `null` where it could not be had
 */
export async function bringIdentifying(): Promise<Search | null> {
  if (search) return search
  try {
    search = await import('./identifying.ts')
    learn(search.words)
  } catch {
    // Without a line there is nothing to be sent either; it is asked for again with the next question.
    search = null
  }
  return search
}
