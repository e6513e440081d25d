import { join } from 'node:path'
import type { LoadedPack } from '../../server/loaded-pack.ts'
import type { AnalysisUse } from '../../server/node/analysis-use.ts'
import { findPack } from '../../server/node/find-packs.ts'

export const areasFolder = join(import.meta.dirname, '../../content/areas')

async function loaded(use: AnalysisUse | null): Promise<LoadedPack> {
  const reading = await findPack(join(areasFolder, 'southwark'), use)
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults))
  return reading.loaded
}

/** Southwark's own pack, as the service loads it. */
export const southwark = await loaded(null)

/** A made-up statement of permission, as a deployer would give it. */
export const permission = 'Given by nobody, to a test, on 1 November 2026.'

/** Southwark's pack where the structured analysis may be used. */
export const southwarkWithAnalysis = await loaded({ permission, wording: null })
