import { type Ring, ringByCode } from './key-ring.ts'

/** Asks which conversation a code is for; gives the key of the words that say what is wrong with it. */
export async function ringForCode(code: string): Promise<Ring | string> {
  try {
    const body = JSON.stringify({ code })
    const answer = await fetch('/api/resume', { method: 'POST', body })
    if (answer.status === 429) return 'rejected.too-many'
    const { session } = (await answer.json()) as { session: string | null }
    return session === null ? 'rejected.wrong-code' : ringByCode(session, code)
  } catch {
    return 'back.offline'
  }
}
