import { openRecord } from '../machines/case-record.ts'
import { standingOf } from '../machines/standing.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { View } from './protocol.ts'
import { viewOf } from './view.ts'

/**
 * Where every conversation of an area begins, before there is one. It is what a new session is shown, but for what
 * only a session has: its mark and the time it is deleted.
 * @param today a day such as `2026-11-21`
 */
export const firstView = (loaded: LoadedPack, today: string): View => {
  const record = openRecord(loaded.outline)
  const stood = { record, standing: standingOf(record, today) }
  return viewOf(loaded, { ...stood, revision: 0, mode: 'live', today, mark: '', until: '' }, null)
}
