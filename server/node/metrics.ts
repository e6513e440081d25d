import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Tally } from '../tally.ts'
import { createMeter } from './meter.ts'

/** By what names this machine is asked by itself; another name is a page that had its own made to lead here. */
const ownHost = /^(localhost|127\.0\.0\.1)(:\d+)?$/i

/**
 * Counts for whoever watches from this machine, and serves the counts to them.
 * @param open how many connections there are now, and how many sockets
 * @returns what is told of all that is counted. Rejects with the system's error where it cannot listen
 */
export async function serveMetrics(
  port: number,
  open: { connections: () => number; sockets: () => number },
): Promise<Tally> {
  const { tally, text } = createMeter(open)
  const server = createServer(
    { headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      if (!ownHost.test(request.headers.host ?? '')) {
        response.writeHead(421).end('Ask by 127.0.0.1 or localhost.\n')
        return
      }
      text().then(
        (counts) => response.end(counts),
        () => response.writeHead(503).end(),
      )
    },
  )
  server.maxConnections = 16
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  // What the system has nothing left for is asked again by whoever watches.
  server.on('error', () => {})
  return tally
}
