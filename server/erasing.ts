import { dayOf } from './day-keys.ts'
import type { KnownKeys } from './known-keys.ts'
import type { Retention } from './retention.ts'
import { perEvent, type Sliced, slice } from './slices.ts'
import type { Store } from './store.ts'

/** Erases sessions that are shredded, a slice at a time; their number may grow meanwhile. */
export function* erasing(store: Store, rows: Iterable<number>): Sliced<void> {
  let done = 0
  for (const row of rows) {
    for (let weight = slice; weight >= slice; ) {
      weight = store.eraseSlice(row)
      done += weight + perEvent
      if (done < slice) continue
      done = 0
      yield
    }
  }
}

/**
 * Shreds what has had its time, erases all that is shredded, and destroys the keys of days that are over.
 * @param shred takes a session, given by its id, from whoever still has it open
 */
export function* erasingAll(
  store: Store,
  keys: KnownKeys,
  retention: Retention,
  steady: number,
  shred: (id: string) => void,
): Sliced<void> {
  for (let ids = store.expired(steady); ids.length > 0; ids = store.expired(steady)) {
    for (const id of ids) shred(id)
    yield
  }
  yield* erasing(store, shreddedIn(store))
  // A session keeps the time it was told, whatever the setting has become since.
  const past = dayOf(steady - retention.kept)
  const needed = store.firstDay() ?? past
  keys.destroyBefore(needed < past ? needed : past)
}

function* shreddedIn(store: Store): Generator<number> {
  for (let row = store.shredded(); row !== null; row = store.shredded()) yield row
}
