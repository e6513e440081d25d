import { once } from 'node:events'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { WebSocketServer } from 'ws'
import type { Gate } from './gate.ts'
import { guarded } from './guarded.ts'

/**
 * Listens, with every socket watched by the gate. Rejects with the system's error where it cannot.
 * @param patience how long the rest of a request is waited for, in milliseconds
 * @param failed told of what goes wrong later
 */
export async function listen({
  fetch,
  port,
  hostname,
  patience,
  webSockets,
  gate,
  failed,
}: {
  fetch: (request: Request) => Response | Promise<Response>
  port: number
  hostname: string
  patience: number
  webSockets: WebSocketServer
  gate: Gate
  failed: (error: unknown) => void
}): Promise<Server> {
  const server = serve({
    fetch,
    port,
    hostname,
    websocket: { server: webSockets },
    serverOptions: {
      headersTimeout: patience,
      requestTimeout: patience,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.ceil(patience / 8),
      // Who asks for any other protocol, or elsewhere, is answered as if they had not.
      shouldUpgradeCallback: ({ method, url = '', headers }) =>
        method === 'GET' &&
        /^\/ws(\?|$)/.test(url) &&
        headers.upgrade?.toLowerCase() === 'websocket',
    },
  }) as Server
  gate.watch(server, webSockets)
  setInterval(guarded(gate.look, failed), patience / 2).unref()
  await once(server, 'listening')
  server.on('error', failed)
  return server
}
