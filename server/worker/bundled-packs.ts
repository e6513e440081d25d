import { packs } from '../../.build/site.mjs'
import { faultLine } from '../../content/fault-line.ts'
import { type LoadedPack, loadPack } from '../loaded-pack.ts'

/** The packs that were bundled with the Worker, by area. A fault here stops the Worker's start. */
export const bundledPacks: ReadonlyMap<string, LoadedPack> = new Map(
  packs.map((text) => {
    const reading = loadPack(text)
    if ('faults' in reading) {
      throw new Error(reading.faults.map(faultLine).join('\n'))
    }
    return [reading.loaded.pack.area.id, reading.loaded]
  }),
)
