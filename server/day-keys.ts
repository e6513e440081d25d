/**
 * The port to the keys of the days, which are kept apart from the store and from its backups. A session
 * begun on a day is wrapped with that day's key; once the key is destroyed, no copy of the store
 * anywhere opens for that day.
 */
export interface DayKeys {
  /** The key of a day, `2026-11-22`, or `null` where it cannot be read now, whatever the reason. */
  of(day: string): Uint8Array | null
  /**
   * The key of a day, made where there never was one, and `null` where that cannot be now. What is there is
   * never replaced. Durable when it returns; throws where the disk fails.
   */
  make(day: string): Uint8Array | null
  /** Destroys the keys of every day before this one. */
  destroyBefore(day: string): void
}

/** The day it is, by a clock in milliseconds since 1970. */
export const dayOf = (steady: number): string => new Date(steady).toISOString().slice(0, 10)
