import type { Handler } from 'hono'
import { z } from 'zod'
import type { Codes } from './conversation.ts'
import type { Allowances } from './door.ts'
import { Limit } from './limits.ts'
import { readCode } from './resume-code.ts'
import type { Clock } from './sessions.ts'

const asked = z.strictObject({ code: z.string().max(64) })

/**
 * `POST /api/resume` with a code gives the id of the session it was made for, so that the page knows which
 * address to open. It says nothing of whether the code opens it.
 */
export function createResumeDesk(codes: Codes, { openings }: Allowances, clock: Clock): Handler {
  const limit = new Limit(openings.address)
  return async (context) => {
    const from = context.get('from') ?? ''
    if (!limit.allows(from, clock.steady())) return context.json({ session: null }, 429)
    limit.sweep(clock.steady())
    const body = asked.safeParse(await context.req.json().catch(() => null))
    const code = body.success ? readCode(body.data.code) : null
    const session = code && (await codes.find(code.locator))
    return session ? context.json({ session }) : context.json({ session: null }, 404)
  }
}
