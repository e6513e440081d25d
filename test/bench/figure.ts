/** What a figure is held to. */
export type Target = { atLeast: number } | { atMost: number }

/**
 * A figure as it is printed. `value` is a ratio unless its name says a unit; `readings` are the medians it
 * was made from, by whose they are; `spread` is its lowest and highest value over the rounds.
 */
export type Figure = {
  value: number
  target: Target
  reached: boolean
  spread: [number, number]
} & Record<string, unknown>

/** The middle of some numbers, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return (
    ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
  )
}

/** Three figures that mean something: nothing here is measured finer. */
const rounded = (value: number): number => Number(value.toPrecision(3))

/**
 * Sets one side's rounds beside the other's: the ratio of their medians.
 * @param sides two named lists of readings, one for each round, the measured side first
 */
export function compared(
  sides: Readonly<Record<string, readonly number[]>>,
  target: Target,
): Figure {
  const [ours = [], reference = []] = Object.values(sides)
  const each = ours.map((reading, round) => reading / (reference[round] ?? Number.NaN))
  return held(median(ours) / median(reference), each, target, sides)
}

/** A figure from its value, its value in each round, and the readings behind it. */
export function held(
  value: number,
  each: readonly number[],
  target: Target,
  sides: Readonly<Record<string, readonly number[]>>,
): Figure {
  const reached = 'atLeast' in target ? value >= target.atLeast : value <= target.atMost
  const medians = Object.entries(sides).map(([side, readings]) => [side, rounded(median(readings))])
  return {
    value: rounded(value),
    target,
    reached,
    spread: [rounded(Math.min(...each)), rounded(Math.max(...each))],
    ...Object.fromEntries(medians),
  }
}
