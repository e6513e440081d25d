import type { CaseView } from '../../server/documents/case-view.ts'
import type { LoadedPack } from '../../server/loaded-pack.ts'
import { type CaseScript, play } from '../../server/play.ts'
import { Client, service, sessionOf } from './service.ts'

/** Plays a case script on a pack to its end, and gives the view its summary is written from. */
export function playedCase(loaded: LoadedPack, script: CaseScript & { at: string }): CaseView {
  const client = new Client(service({ packs: [loaded] }))
  client.open('southwark')
  const session = sessionOf(client)
  const at = Date.parse(script.at)
  const played = play(session, { ...script, then: script.then ?? [] }, at)
  if (!('view' in played)) throw new Error(JSON.stringify(played))
  return session.caseView(at)
}
