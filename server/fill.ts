/** Puts values into the `{slots}` of a sentence from a pack; a slot nobody fills is a bug. */
export const fill = (words: string, values: Readonly<Record<string, string>>): string =>
  words.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const value = values[slot]
    if (value === undefined) throw new Error(`nothing fills the slot "${slot}"`)
    return value
  })
