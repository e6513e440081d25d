import { isDeepStrictEqual } from 'node:util'
import type { View } from '../../server/protocol.ts'

/** What a client knows of its case: every view it was told, folded together as the page does. */
export class KnownCase {
  #view: View | null = null
  readonly #entries = new Map<string, View['entries'][number]>()

  get view(): View | null {
    return this.#view
  }

  get revision(): number {
    return this.#view?.revision ?? 0
  }

  /** What an `open` carries as `seen`; nothing before the first view. */
  get seen(): { revision: number; mark: string } | undefined {
    return this.#view ? { revision: this.#view.revision, mark: this.#view.mark } : undefined
  }

  take(view: View): void {
    if (view.whole) this.#entries.clear()
    for (const entry of view.entries) this.#entries.set(entry.question, entry)
    this.#view = view
  }

  /** Whether a whole view shows this very case: every entry in its order, and all that is said beside them. */
  isShownBy(whole: View): boolean {
    return (
      this.#view !== null &&
      isDeepStrictEqual([...this.#entries.values()], whole.entries) &&
      isDeepStrictEqual(lasting(this.#view), lasting(whole))
    )
  }
}

/** How often a view shows an answer a second time. */
export const shownTwice = ({ entries }: View): number =>
  entries.length - new Set(entries.map(({ question }) => question)).size

/** What a view says of the case, without what depends on the deed it follows. */
function lasting({ whole, about, entries, alerts, contradictions, ...rest }: View) {
  const unraised = <Item extends { raised: boolean }>(items: Item[]) =>
    items.map(({ raised, ...item }) => item)
  return { ...rest, alerts: unraised(alerts), contradictions: unraised(contradictions) }
}
