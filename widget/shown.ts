import type { View } from '../server/protocol.ts'

/** What the page has been told of its conversation, put together from whole views and from what deeds changed. */
export class Shown {
  view: View | null = null
  about: View['about']
  readonly #entries = new Map<string, View['entries'][number]>()

  /** The answers so far, in the order first given. */
  get entries(): View['entries'] {
    return [...this.#entries.values()]
  }

  /** @returns whether the view is none that has been overtaken */
  take(view: View): boolean {
    if (!view.whole && this.view && view.revision < this.view.revision) return false
    if (view.whole) this.#entries.clear()
    for (const entry of view.entries) this.#entries.set(entry.question, entry)
    this.about = view.about ?? this.about
    this.view = view
    return true
  }

  /** The time everything is deleted, in words, is another now. */
  keptUntil(until: string): void {
    if (this.about) this.about = { ...this.about, until }
  }

  clear(): void {
    this.view = null
    this.about = undefined
    this.#entries.clear()
  }
}
