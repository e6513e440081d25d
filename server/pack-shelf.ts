import type { Cipher } from './cipher.ts'
import { type LoadedPack, loadKeptPack } from './loaded-pack.ts'
import type { Store } from './store.ts'

/**
 * The packs by their digests. A session stays on the pack it began with, though the area may have a newer
 * one by now; the older one is read from beside the session, and is `null` where it is not as it was kept.
 */
export function packShelf(store: Store, cipher: Cipher, packs: ReadonlyMap<string, LoadedPack>) {
  const byDigest = new Map([...packs.values()].map((loaded) => [loaded.pack.digest, loaded]))
  return (digest: string): LoadedPack | null => {
    const known = byDigest.get(digest)
    if (known) return known
    const files = store.pack(digest)
    if (files === null || cipher.hash(files) !== digest) return null
    const reading = loadKeptPack({ digest, files })
    if ('faults' in reading) return null
    byDigest.set(digest, reading.loaded)
    return reading.loaded
  }
}
