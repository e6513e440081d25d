type Search = typeof import('../machines/identifying/identifying.ts')['identifying']

let search: Search | null = null

/** The search for what may say who a child is, where it is on the page by now. */
export const identifyingHere = (): Search | null => search

/**
 * Brings the search to the page after the first question, because most conversations never need it.
 * @returns `null` where it could not be had
 */
export async function bringIdentifying(): Promise<Search | null> {
  try {
    search ??= (await import('../machines/identifying/identifying.ts')).identifying
  } catch {
    // Without a line there is nothing to be sent either; it is asked for again with the next question.
  }
  return search
}
