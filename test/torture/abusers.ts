import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import {
  answerPings,
  dial,
  frame,
  frames,
  newRing,
  say,
  upgraded,
  withSession,
} from './raw-socket.ts'

/** The first of two fragments, of which the second never comes. */
const begun = () => frame(frames.text & 0x7f, '{"type":"op')

const continued = 0x00

/** Says something now and again until the socket closes. */
function every(milliseconds: number, socket: Socket, say: () => Uint8Array | string): void {
  const timer = setInterval(() => socket.write(say()), milliseconds)
  socket.once('close', () => clearInterval(timer))
}

const answering = () => frame(frames.pong, '')

const asking = () =>
  frame(frames.text, `{"type":"document","id":"${randomUUID()}","format":"html"}`)

/** The kind that cannot see that it was let go, since it neither reads nor writes. */
export const blind = 'stalled: reads nothing'

/** Clients that take up room and mean no conversation, by kind; each comes back once it has begun to. */
export const abusers = {
  fragment: {
    async 'unopened, silent'(port: number) {
      const socket = await upgraded(port)
      socket.resume()
      socket.write(begun())
      return socket
    },
    async 'unopened, answers pings'(port: number) {
      const socket = await upgraded(port)
      answerPings(socket)
      socket.write(begun())
      return socket
    },
    async 'opened, answers pings'(port: number) {
      const socket = await withSession(port)
      answerPings(socket)
      socket.write(begun())
      return socket
    },
    async 'opened, trickles'(port: number) {
      const socket = await withSession(port)
      answerPings(socket)
      socket.write(begun())
      every(1_000, socket, () => frame(continued, ' '))
      return socket
    },
    async 'opened and taken over, answers pings'(port: number) {
      const ring = newRing()
      const socket = await withSession(port, ring)
      answerPings(socket)
      socket.write(begun())
      const other = await withSession(port, ring, { takeOver: true })
      other.destroy()
      return socket
    },
  },
  header: {
    async 'nothing at all'(port: number) {
      const socket = await dial(port)
      socket.resume()
      return socket
    },
    async 'a header by the letter'(port: number) {
      const socket = await dial(port)
      socket.resume()
      socket.write('GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
      every(300, socket, () => 'x')
      return socket
    },
    async 'a body by the letter'(port: number) {
      const socket = await dial(port)
      socket.resume()
      const host = `127.0.0.1:${port}`
      socket.write(
        `POST /api/resume HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{`,
      )
      every(2_000, socket, () => ' ')
      return socket
    },
  },
  stalled: {
    async 'reads nothing'(port: number) {
      const socket = await withSession(port)
      socket.pause()
      socket.write(asking())
      return socket
    },
    async 'reads nothing, answers pings unseen'(port: number) {
      const socket = await withSession(port)
      socket.pause()
      socket.write(asking())
      every(400, socket, answering)
      return socket
    },
  },
  greedy: {
    async 'reads nothing, asks for much'(port: number) {
      const socket = await withSession(port)
      const answers = {
        danger: 'no',
        role: 'lead',
        practitioner: { name: 'A. Practitioner' },
        concern: { words: '–'.repeat(2_400) },
      }
      for (const [revision, [question, value]] of Object.entries(answers).entries()) {
        await say(socket, { type: 'answer', revision, question, value })
      }
      socket.pause()
      const much = () => Buffer.concat([...Array.from({ length: 5 }, asking), answering()])
      every(100, socket, much)
      return socket
    },
  },
} satisfies Record<string, Record<string, (port: number) => Promise<Socket>>>
