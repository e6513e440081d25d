import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** Where a request comes from: the socket's other end or, behind a proxy that is trusted, what that says last. */
export const addressOf =
  (trustProxy: boolean) =>
  (context: Context): string => {
    const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    const direct = getConnInfo(context).remote.address ?? ''
    return trustProxy ? (forwarded ?? direct) : direct
  }
