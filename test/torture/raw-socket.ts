import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** The kinds of frames, as the first byte of each that is whole. */
export const frames = { text: 0x81, binary: 0x82, close: 0x88, ping: 0x89, pong: 0x8a }

/** A frame as a client sends it, masked. */
export function frame(first: number, payload: string | Uint8Array): Buffer {
  const bytes = Buffer.from(payload)
  const { length } = bytes
  const head = length < 126 ? Buffer.from([first, 0x80 | length]) : Buffer.from([first, 0xfe, 0, 0])
  if (length >= 126) head.writeUInt16BE(length, 2)
  const mask = randomBytes(4)
  return Buffer.concat([head, mask, bytes.map((byte, i) => byte ^ (mask[i % 4] ?? 0))])
}

/** A bare connection, without any of a client's manners. */
export async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** A connection that has become a WebSocket and says nothing by itself; what was read so far is dropped. */
export async function upgraded(port: number, session?: string): Promise<Socket> {
  const socket = await dial(port)
  const host = `127.0.0.1:${port}`
  socket.write(
    [
      `GET /ws${session ? `?session=${session}` : ''} HTTP/1.1`,
      `Host: ${host}`,
      `Origin: http://${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      '\r\n',
    ].join('\r\n'),
  )
  const [reply] = (await once(socket, 'data')) as [Buffer]
  if (!reply.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error('not upgraded')
  return socket
}

/** A WebSocket on which a session is open. */
export async function withSession(
  port: number,
  ring = newRing(),
  more: Record<string, unknown> = {},
): Promise<Socket> {
  const socket = await upgraded(port, ring.session)
  await say(socket, { type: 'open', ...ring, area: 'southwark', ...more })
  return socket
}

/** Says something, and waits for the view that follows; there may be a ping before it. */
export async function say(socket: Socket, message: Record<string, unknown>): Promise<void> {
  socket.write(frame(frames.text, JSON.stringify({ id: randomUUID(), ...message })))
  await view(socket)
}

async function view(socket: Socket): Promise<void> {
  for (let heard = ''; !heard.includes('"type":"view"'); ) {
    const [data] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as [unknown]
    if (!Buffer.isBuffer(data) || heard.includes('"rejected"'))
      throw new Error(`not taken: ${heard}`)
    heard += data.toString('latin1')
  }
}

export const newRing = () => ({
  session: randomUUID() as string,
  key: randomBytes(32).toString('base64url'),
})

/** Answers each ping; pings of the service are empty, so that each is the same two bytes. */
export function answerPings(socket: Socket): void {
  socket.on('data', (data: Buffer) => {
    if (data.includes(Buffer.from([frames.ping, 0]))) socket.write(frame(frames.pong, ''))
  })
}
