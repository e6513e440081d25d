/** What this tab holds of its conversation. It lives in the tab's own storage and nowhere else. */
export type Ring = {
  session: string
  key: string
  /** The key that takes over once the service has it. */
  next?: string | undefined
  /** A code that was typed in and has not opened anything yet. */
  code?: string | undefined
  area: string
  mode: 'live' | 'rehearsal'
  begun: boolean
  /** The newest view seen, so that a record put back to an earlier state is noticed. */
  seen?: { revision: number; mark: string }
}

const place = 'handrail'
const draftsPlace = 'handrail-drafts'

/** The conversation this tab is in, or `null`. */
export function heldRing(): Ring | null {
  const held = sessionStorage.getItem(place)
  return held === null ? null : (JSON.parse(held) as Ring)
}

/** A random 256-bit key in base64url, that only this tab and the service meet. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** A new conversation: a random id and a random key. The tab keeps it once it is begun. */
export const newRing = (area: string): Ring => ({
  session: crypto.randomUUID(),
  key: newKey(),
  area,
  mode: 'live',
  begun: false,
})

/** A conversation that is come back to with the code that was written down. */
export function ringByCode(session: string, code: string): Ring {
  const ring: Ring = { session, key: newKey(), code, area: '', mode: 'live', begun: true }
  keepRing(ring)
  return ring
}

export const keepRing = (ring: Ring) => sessionStorage.setItem(place, JSON.stringify(ring))

/** Tabs of this browser that hold the same conversation tell one another when its key has changed. */
const otherTabs = new BroadcastChannel('handrail')
otherTabs.addEventListener('message', ({ data }: MessageEvent<Pick<Ring, 'session' | 'key'>>) => {
  const ring = heldRing()
  if (ring?.session === data.session) keepRing({ ...ring, key: data.key, next: undefined })
})

export const shareKey = ({ session, key }: Ring) => otherTabs.postMessage({ session, key })

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
