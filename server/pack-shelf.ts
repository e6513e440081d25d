import { type LoadedPack, loadPack } from './loaded-pack.ts'
import type { Store } from './store.ts'

/**
 * The packs by their digests. A session stays on the pack it began with, though the area may have a newer
 * one by now; the older one is read from beside the session.
 */
export function packShelf(store: Store, packs: ReadonlyMap<string, LoadedPack>) {
  const byDigest = new Map([...packs.values()].map((loaded) => [loaded.pack.digest, loaded]))
  return (digest: string): LoadedPack => {
    const known = byDigest.get(digest)
    if (known) return known
    const files = store.pack(digest)
    const reading = files === null ? null : loadPack({ digest, files })
    if (!reading || 'faults' in reading) throw new Error('a session began with a pack that is gone')
    byDigest.set(digest, reading.loaded)
    return reading.loaded
  }
}
