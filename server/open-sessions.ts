import type { Session } from './session.ts'
import type { StoredSession } from './store.ts'

type Open = { session: Session; stored: StoredSession; dataKey: Uint8Array; usedAt: number }

/** The sessions that are open in memory, by their ids. */
export class OpenSessions extends Map<string, Open> {
  #letGo = false

  /** Lets a session go from memory, with its key and all that was folded of it. */
  forget(id: string): void {
    this.#letGo = this.delete(id) || this.#letGo
  }

  /** The same, once it is noted how long its record is. */
  putDown(id: string): void {
    const session = this.get(id)?.session
    this.forget(id)
    try {
      session?.cool()
    } catch {
      // A store that cannot be written ends the service by itself; the note is only a help.
    }
  }

  /** Whether any was let go since this was asked before. */
  anyLetGo(): boolean {
    const any = this.#letGo
    this.#letGo = false
    return any
  }
}
