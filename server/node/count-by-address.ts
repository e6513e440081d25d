import { blockOf } from '../address-block.ts'

/** How many of something each address holds now. */
export class CountByAddress {
  readonly #held = new Map<string, number>()

  of(address: string): number {
    return this.#held.get(blockOf(address)) ?? 0
  }

  /** One more, or with -1 one less. */
  add(address: string, change: 1 | -1): void {
    const now = this.of(address) + change
    if (now > 0) this.#held.set(blockOf(address), now)
    else this.#held.delete(blockOf(address))
  }
}
