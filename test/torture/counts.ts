/** What a run of clients counts. */
export class Counts {
  /** Turns that the service said were kept. */
  acknowledged = 0
  sessions = 0
  openings = 0
  keyChanges = 0
  /** Turns acknowledged and not there afterwards. */
  lost = 0
  /** Turns there twice. */
  doubled = 0
  /** Clients whose key or code opens nothing any more. */
  lockedOut = 0
  /** Conversations shown otherwise than their client knows them. */
  different = 0
  /** Keys given up, and confirmed as such, that open the session still. */
  oldKeys = 0
  /** Refusals that nothing the client did explains, by reason. */
  refused: Record<string, number> = {}

  refuse(reason: string): void {
    this.refused[reason] = (this.refused[reason] ?? 0) + 1
  }

  get sound(): boolean {
    const wrong = [this.lost, this.doubled, this.lockedOut, this.different, this.oldKeys]
    return wrong.every((count) => count === 0) && Object.keys(this.refused).length === 0
  }

  toJSON(): object {
    const { acknowledged, sessions, openings, lost, doubled, different, refused } = this
    return {
      acknowledged,
      sessions,
      openings,
      key_changes: this.keyChanges,
      lost,
      doubled,
      locked_out: this.lockedOut,
      different,
      old_keys: this.oldKeys,
      refused,
    }
  }
}
