import { once } from 'node:events'
import { createServer } from 'node:http'

/** By what names this machine is asked by itself; another name is a page that had its own made to lead here. */
const ownHost = /^(localhost|127\.0\.0\.1)(:\d+)?$/i

/** Serves the counts to whoever watches from this machine. Rejects with the system's error where it cannot listen. */
export async function serveMetrics(port: number, text: () => Promise<string>): Promise<void> {
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
}
