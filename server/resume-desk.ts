import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Codes } from './codes.ts'
import type { Door } from './door.ts'
import { readCode } from './resume-code.ts'

const asked = z.strictObject({ code: z.string().max(64) })

/** Far more than a code is, and far less than would be felt. */
const most = 1024

/**
 * `POST /` with a code gives the id of the session it was made for, so that the page knows which address to
 * open. It says nothing of whether the code opens it.
 */
export function createResumeDesk(
  codes: Codes,
  door: Door,
  addressOf: (context: Context) => string,
) {
  const desk = new Hono()
  desk.use((context, next) =>
    door.allowsLookup(addressOf(context))
      ? next()
      : Promise.resolve(context.json({ session: null }, 429)),
  )
  desk.use(bodyLimit({ maxSize: most, onError: (context) => context.json({ session: null }, 413) }))
  desk.post('/', async (context) => {
    const body = asked.safeParse(await context.req.json().catch(() => null))
    const code = body.success ? readCode(body.data.code) : null
    const session = code && (await codes.find(code.locator))
    return session ? context.json({ session }) : context.json({ session: null }, 404)
  })
  return desk
}
