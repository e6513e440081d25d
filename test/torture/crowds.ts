import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { WireClient } from '../support/wire-client.ts'
import { dial, frame, frames, newRing, upgraded, withSession } from './raw-socket.ts'

/** One attack as it goes on: how much it asked for, and what it holds. */
export type Crowd = { on: boolean; asked: number; held: Set<Socket> }

const hold = (crowd: Crowd, socket: Socket) => {
  crowd.held.add(socket)
  socket.once('close', () => crowd.held.delete(socket))
  socket.resume()
}

/** Says the same again and again, as fast as it is read. */
async function flood(crowd: Crowd, port: number, session: boolean, say: () => Uint8Array) {
  const socket = await (session ? withSession(port, newRing()) : upgraded(port)).catch(() => null)
  if (!socket) return wait(50)
  hold(crowd, socket)
  while (crowd.on && !socket.destroyed) {
    for (let i = 0; i < 10 && !socket.writableNeedDrain; i += 1) {
      socket.write(say())
      crowd.asked += 1
    }
    await wait(5)
  }
  socket.destroy()
}

const text = (message: Record<string, unknown>) =>
  frame(frames.text, JSON.stringify({ id: randomUUID(), ...message }))

/** What one visitor can do to take the service from others, each a loop that many of run at once. */
export const crowds = {
  async 'upgrades to another protocol'(crowd: Crowd, port: number) {
    const socket = await dial(port)
    hold(crowd, socket)
    crowd.asked += 1
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n')
    await wait(10)
  },
  async 'sockets that say nothing'(crowd: Crowd, port: number) {
    hold(crowd, await dial(port))
    crowd.asked += 1
    await wait(10)
  },
  async 'connections that are held'(crowd: Crowd, port: number) {
    crowd.asked += 1
    const socket = await upgraded(port).catch(() => null)
    if (socket) hold(crowd, socket)
    await wait(10)
  },
  'messages without end': (crowd: Crowd, port: number) =>
    flood(crowd, port, false, () => text({ type: 'document', format: 'html' })),
  async 'openings without end'(crowd: Crowd, port: number) {
    const client = new WireClient(`http://127.0.0.1:${port}`)
    for (; crowd.on; crowd.asked += 1) {
      client.ring.session = randomUUID()
      await client.open().catch(() => wait(50))
    }
    client.close()
  },
  'codes without end': (crowd: Crowd, port: number) =>
    flood(crowd, port, true, () => text({ type: 'code' })),
} satisfies Record<string, (crowd: Crowd, port: number) => Promise<unknown>>

export type CrowdName = keyof typeof crowds
