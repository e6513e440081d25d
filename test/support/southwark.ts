import { join } from 'node:path'
import type { LoadedPack } from '../../server/loaded-pack.ts'
import { findPack } from '../../server/node/find-packs.ts'

export const areasFolder = join(import.meta.dirname, '../../content/areas')

const reading = await findPack(join(areasFolder, 'southwark'))
if ('faults' in reading) throw new Error(JSON.stringify(reading.faults))

/** Southwark's own pack, as the service loads it. */
export const southwark: LoadedPack = reading.loaded
