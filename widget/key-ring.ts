/** What this tab holds of its conversation. It lives in the tab's own storage and nowhere else. */
export type Ring = {
  session: string
  key: string
  area: string
  mode: 'live' | 'rehearsal'
  begun: boolean
}

const place = 'handrail'
const draftsPlace = 'handrail-drafts'

/** The conversation this tab is in, or `null`. */
export function heldRing(): Ring | null {
  const held = sessionStorage.getItem(place)
  return held === null ? null : (JSON.parse(held) as Ring)
}

/** A new conversation: a random id, and a random 256-bit key that only this tab and the service meet. */
export function newRing(area: string, mode: Ring['mode']): Ring {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const key = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  const ring = { session: crypto.randomUUID(), key, area, mode, begun: false }
  keepRing(ring)
  return ring
}

export const keepRing = (ring: Ring) => sessionStorage.setItem(place, JSON.stringify(ring))

/** What is half written, by question, so that a reload or a dropped connection does not lose it. */
export const heldDrafts = (): Record<string, unknown> =>
  JSON.parse(sessionStorage.getItem(draftsPlace) ?? '{}') as Record<string, unknown>

export function keepDraft(question: string, value: unknown): void {
  sessionStorage.setItem(draftsPlace, JSON.stringify({ ...heldDrafts(), [question]: value }))
}

export function dropDraft(question: string): void {
  const { [question]: _, ...rest } = heldDrafts()
  sessionStorage.setItem(draftsPlace, JSON.stringify(rest))
}

/** Forgets the key and everything half written in this tab. */
export function forgetRing(): void {
  sessionStorage.removeItem(place)
  sessionStorage.removeItem(draftsPlace)
}
