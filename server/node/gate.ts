import type { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '../log.ts'
import type { Tally } from '../tally.ts'
import { CountByAddress } from './count-by-address.ts'

/** Every socket of the service, whatever is said on it: how many there are, of whom, and for how long. */
export type Gate = ReturnType<typeof createGate>

type Known = { since: number; owned: boolean }

/** After so many requests a socket is closed, and whoever goes on dials again. */
const mostRequests = 100

/** A shortage is logged at most so often, in milliseconds: it can come back a thousand times a second. */
const between = 60_000

/**
 * A socket is owned once it is a WebSocket of ours, which is watched by `sockets`. Until then it has one request's
 * time after another; one that takes longer is closed, whatever it waits for.
 */
export function createGate({
  most,
  each,
  life,
  tally,
  log,
}: {
  /** How many sockets there may be at once. */
  most: number
  /** How many of them one address may hold. */
  each: number
  /** How long one may take over a request and its answer, in milliseconds. */
  life: number
  tally: Tally
  log: Log
}) {
  const known = new Map<Socket, Known>()
  const held = new CountByAddress()
  let logged = Number.NEGATIVE_INFINITY

  function admit(socket: Socket): void {
    // One that was reset before it was looked at has no address any more.
    const from = socket.remoteAddress ?? ''
    const why = held.of(from) >= each ? 'address' : known.size >= most ? 'connections' : null
    if (why) {
      tally({ kind: 'refused', why })
      socket.destroy()
      return
    }
    held.add(from, 1)
    known.set(socket, { since: performance.now(), owned: false })
    socket.once('close', () => {
      known.delete(socket)
      held.add(from, -1)
    })
    // Whoever was answered for the last time is not waited for.
    socket.once('finish', () => socket.destroy())
  }

  function begin(socket: Socket, owned: boolean): void {
    if (known.has(socket)) known.set(socket, { since: performance.now(), owned })
  }

  function close(over: (one: Known) => boolean): void {
    for (const [socket, one] of known) {
      if (!over(one)) continue
      tally({ kind: 'evicted', why: 'unowned' })
      socket.destroy()
    }
  }

  return {
    /** Watches a server's sockets, and those that become WebSockets. */
    watch(server: Server, webSockets: EventEmitter): void {
      server.maxRequestsPerSocket = mostRequests
      server.on('connection', admit)
      server.prependListener('request', ({ socket, headers }, response) => {
        begin(socket, false)
        // Who wanted to speak otherwise has nothing more to say in this way.
        if (headers.upgrade !== undefined) response.shouldKeepAlive = false
      })
      webSockets.on('connection', (_, { socket }: { socket: Socket }) => begin(socket, true))
    },
    /** Closes those that have taken too long. */
    look(): void {
      const now = performance.now()
      close(({ owned, since }) => !owned && now - since > life)
    },
    /** Closes all that is no conversation: the system has nothing left to open. */
    shed(code: string): void {
      close(({ owned }) => !owned)
      if (performance.now() - logged < between) return
      logged = performance.now()
      log({ kind: 'shed', code })
    },
    count: () => known.size,
    /** Closes all of them. */
    end(): void {
      for (const socket of known.keys()) socket.destroy()
    },
  }
}
