/** How much someone may do: so many at once, and so many a second after that. */
export type Allowance = { burst: number; perSecond: number }

/** Counts what each of many does against one allowance. Nothing of it is stored. */
export class Limit {
  readonly #allowance: Allowance
  readonly #left = new Map<string, { amount: number; at: number }>()

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  #leftFor(who: string, at: number): number {
    const { burst, perSecond } = this.#allowance
    const known = this.#left.get(who)
    return known ? Math.min(burst, known.amount + ((at - known.at) / 1000) * perSecond) : burst
  }

  /** Whether this one could do one thing more; it costs nothing to ask. @param at milliseconds of the steady clock */
  has(who: string, at: number): boolean {
    return this.#leftFor(who, at) >= 1
  }

  /** Counts one thing that this one does. */
  take(who: string, at: number): void {
    this.#left.set(who, { amount: this.#leftFor(who, at) - 1, at })
  }

  /** Forgets everyone who could do as much again as at first. */
  sweep(at: number): void {
    for (const who of this.#left.keys()) {
      if (this.#leftFor(who, at) >= this.#allowance.burst) this.#left.delete(who)
    }
  }
}

/**
 * Whether each of these may do one thing more. Only if all may is it counted against any, so that whoever is
 * refused by a limit of their own uses up nothing that they share with others.
 */
export function allAllow(at: number, ...asked: readonly (readonly [Limit, string])[]): boolean {
  if (!asked.every(([limit, who]) => limit.has(who, at))) return false
  for (const [limit, who] of asked) limit.take(who, at)
  return true
}
