import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort, Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'
import { dial, upgraded } from '../torture/raw-socket.ts'

let served: Served
afterEach(() => served.end())

/** Another address of this machine. */
const elsewhere = '127.0.0.2'

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await wait(50)
}

const request = (lines: readonly string[]) =>
  [...lines, `Host: 127.0.0.1:${served.port}`, '\r\n'].join('\r\n')

/** Says something on a bare socket. @returns all that came back until it was closed */
async function answered(...lines: string[]): Promise<string> {
  const socket = await dial(served.port)
  let heard = ''
  socket.on('data', (data) => {
    heard += data
  })
  socket.write(request(lines))
  await once(socket, 'close')
  return heard
}

const webSocket = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']

describe('an upgrade that is not to a conversation', () => {
  test('is answered and closed, sixty at once', async () => {
    served = await Served.start()
    const h2c = ['GET / HTTP/1.1', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c']
    const all = await Promise.all(Array.from({ length: 60 }, () => answered(...h2c)))
    for (const one of all) expect(one).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*<\/html>/)
  })

  test.each([
    ['to another path', 'GET / HTTP/1.1', /^HTTP\/1\.1 200 OK[\s\S]*<\/html>/],
    ['by another method', 'POST /ws HTTP/1.1', /^HTTP\/1\.1 404 /],
    ['without a key', 'GET /ws HTTP/1.1', /^HTTP\/1\.1 400 /],
    ['without an origin', 'GET /ws HTTP/1.1', /^HTTP\/1\.1 403 /],
  ])('is answered and closed %s', async (what, first, expected) => {
    served = await Served.start()
    const origin = what === 'without an origin' ? [] : [`Origin: ${served.url}`]
    const length = first.startsWith('POST') ? ['Content-Length: 0'] : []
    expect(await answered(first, ...webSocket, ...origin, ...length)).toMatch(expected)
  })
})

describe('a socket that is nobody’s', () => {
  test('is closed though its answer is never read', async () => {
    served = await Served.start({ PATIENCE_SECONDS: '0.5' })
    const socket = await dial(served.port)
    socket.pause()
    const asked = request(['GET /assets/chat.js HTTP/1.1'])
    for (let times = 0; times < 99; times += 1) socket.write(asked)
    const metrics = () => fetch(`${served.url}/healthz`).then(({ ok }) => ok)
    const closed = once(socket, 'close')
    await until(metrics)
    socket.resume()
    await closed
  })

  test('is one of so many, and leaves room for others’', async () => {
    const metricsPort = await freePort()
    served = await Served.start({ MOST_CONNECTIONS: '150', METRICS_PORT: String(metricsPort) })
    const held: Socket[] = []
    for (let i = 0; i < 150; i += 1) {
      const socket = await upgraded(served.port).catch(() => null)
      if (socket) held.push(socket)
    }
    expect(held.length).toBe(100)
    // And any number of bare ones.
    for (let i = 0; i < 300; i += 1) held.push(await dial(served.port))
    const person = new WireClient(served.url, { from: elsewhere })
    expect(await person.open()).toMatchObject({ type: 'view' })
    person.close()
    for (const socket of held) socket.destroy()
    const counts = async () => (await fetch(`http://127.0.0.1:${metricsPort}/`)).text()
    await until(async () => /^handrail_sockets 0$/m.test(await counts()))
  })
})

describe('a table of descriptors that is full', () => {
  test('is never reached by sockets that lie idle', async () => {
    served = await Served.prepare({ SWEEP_SECONDS: '0.05' })
    await served.start({ under: ['sh', '-c', 'ulimit -n 400; exec "$@"', 'sh'] })
    const person = new WireClient(served.url, { from: elsewhere })
    await person.open()
    const held: Socket[] = []
    for (let i = 0; i < 450; i += 1) held.push(await dial(served.port))
    await wait(1_000)
    const deed = { type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' }
    expect(await person.send(deed)).toMatchObject({ type: 'view', view: { revision: 1 } })
    const other = new WireClient(served.url, { from: elsewhere })
    expect(await other.open()).toMatchObject({ type: 'view' })
    for (const socket of held) socket.destroy()
    person.close()
    other.close()
    expect(await served.kill('SIGTERM')).toBe(0)
  })

  test.skipIf(!has('prlimit'))('sheds load, keeps who is in, and passes', async () => {
    const metricsPort = await freePort()
    served = await Served.start({ SWEEP_SECONDS: '0.05', METRICS_PORT: String(metricsPort) })
    const person = new WireClient(served.url, { from: elsewhere })
    await person.open()
    const idle = await Promise.all(Array.from({ length: 20 }, () => dial(served.port)))
    // The system takes a call before the service does, which can close only those it has.
    const counts = async () => (await fetch(`http://127.0.0.1:${metricsPort}/`)).text()
    await until(async () => /^handrail_sockets 21$/m.test(await counts()))
    const limit = (files: string) =>
      execFileSync('prlimit', ['--pid', String(served.pid), `--nofile=${files}:`])
    const before = execFileSync('prlimit', ['--pid', String(served.pid), '-n', '-o', 'SOFT'])
    for (const socket of idle) socket.resume()
    limit('12')
    // Its notes and the look at its memory find no file, time and again.
    await until(() => served.log.includes('"kind":"shed"'))
    const knocking = await Promise.all(
      Array.from({ length: 20 }, () => dial(served.port).catch(() => null)),
    )
    await wait(1_000)
    const deed = { type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' }
    expect(await person.send(deed)).toMatchObject({ type: 'view', view: { revision: 1 } })
    await until(() => idle.every(({ closed }) => closed))
    expect(served.exitCode).toBeNull()
    limit(/\d+/.exec(before.toString())?.[0] ?? '')
    for (const socket of [...idle, ...knocking]) socket?.destroy()
    const other = new WireClient(served.url, { from: elsewhere })
    await until(() =>
      other.open().then(
        ({ type }) => type === 'view',
        () => false,
      ),
    )
    person.close()
    other.close()
    expect(await served.kill('SIGTERM')).toBe(0)
  })
})

function has(program: string): boolean {
  try {
    return execFileSync(program, ['--version']).length > 0
  } catch {
    return false
  }
}
