import { Hono } from 'hono'
import { allowedOrigins } from '../app.ts'

const sessionId = /^[0-9a-f-]{36}$/

/**
 * What stands before a session's object. An object is made by being reached, so nothing that it would refuse
 * comes as far.
 * @param reach passes a request on to the object of a session
 */
export function createGate(
  origins: readonly string[],
  reach: (session: string, request: Request) => Promise<Response>,
): Hono {
  const gate = new Hono()
  gate.get(
    '/ws',
    allowedOrigins(origins, () => {}),
    ({ req }) => {
      const session = req.query('session') ?? ''
      if (!sessionId.test(session)) return new Response(null, { status: 400 })
      if (req.header('upgrade')?.toLowerCase() !== 'websocket') {
        return new Response(null, { status: 426 })
      }
      return reach(session, req.raw)
    },
  )
  return gate
}
