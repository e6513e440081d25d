/** A stretch of a text, by the places of its first character and of the one after its last. */
export type Range = readonly [start: number, end: number]

/** Every stretch that a pattern finds, or that one group of it does where that is not empty. */
export const rangesOf = (text: string, pattern: RegExp, group = 0): Range[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const [start, end] = match.indices?.[group] ?? [0, 0]
    return end > start ? [[start, end]] : []
  })

/** Whether a stretch shares nothing with any of these. */
export const apartFrom = (all: readonly Range[], [start, end]: Range): boolean =>
  all.every(([from, to]) => end <= from || start >= to)
