/** How many there may be at once, of conversations' connections and of sockets in all, and how many of each one address may hold. */
export type Shares = {
  connections: number
  connectionsEach: number
  sockets: number
  socketsEach: number
}

/** Far above a training room of forty, however small the whole is. */
const leastEach = 100

/**
 * Shares out what there is. As many sockets as there are conversations are left for pages, and for what is no
 * conversation yet; a page is fetched over several.
 * @param asked what the deployer sets; without a share of each, a tenth
 * @param room how many sockets the system has
 */
export function sharesOf(
  asked: { mostConnections: number; mostEach: number | null },
  room: number,
): Shares {
  const connections = Math.max(1, Math.min(asked.mostConnections, Math.floor(room / 2)))
  const tenth = Math.max(leastEach, Math.floor(connections / 10))
  const connectionsEach = Math.min(connections, asked.mostEach ?? tenth)
  const sockets = connections * 2
  const socketsEach = Math.ceil(Math.min(connectionsEach * 4, sockets * 0.75))
  return { connections, connectionsEach, sockets, socketsEach }
}
