/** How much someone may do: so many at once, and so many a second after that. */
export type Allowance = { burst: number; perSecond: number }

/** Counts what each of many does against one allowance. Nothing of it is stored. */
export class Limit {
  readonly #allowance: Allowance
  readonly #left = new Map<string, { amount: number; at: number }>()

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  /** Whether this one may do one thing more. @param at milliseconds of the steady clock */
  allows(who: string, at: number): boolean {
    const { burst, perSecond } = this.#allowance
    const known = this.#left.get(who)
    if (!known) {
      this.#left.set(who, { amount: burst - 1, at })
      return burst >= 1
    }
    known.amount = Math.min(burst, known.amount + ((at - known.at) / 1000) * perSecond)
    known.at = at
    if (known.amount < 1) return false
    known.amount -= 1
    return true
  }

  /** Forgets everyone who could do as much again as at first. */
  sweep(at: number): void {
    const { burst, perSecond } = this.#allowance
    for (const [who, known] of this.#left) {
      if (known.amount + ((at - known.at) / 1000) * perSecond >= burst) this.#left.delete(who)
    }
  }
}
