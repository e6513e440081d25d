import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { loadedBy } from '../support/loaded-by.ts'
import { freePort, Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'

let served: Served
let client: WireClient

const later = (most: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most))

describe('the service as a process', () => {
  beforeAll(async () => {
    served = await Served.start()
  })
  afterAll(() => served.end())
  beforeEach(() => {
    client = new WireClient(served.url)
  })
  afterEach(() => client.close())

  test('keeps what it stores to its own account, and no key in it', async () => {
    await client.open()
    await client.send({ type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' })
    const files = readdirSync(served.data).map((name) =>
      readFileSync(join(served.data, name), 'latin1'),
    )
    expect(files.join('')).not.toContain(client.ring.key)
    expect(files.join('')).toContain(client.ring.session)
    const modes = readdirSync(served.data).map(
      (name) => statSync(join(served.data, name)).mode & 0o777,
    )
    expect(new Set(modes)).toEqual(new Set([0o600]))
  })

  test('refuses a frame over 16 KiB with a sentence, closes on one far over it, and keeps the session', async () => {
    await client.open()
    expect(await client.raw('x'.repeat(20_000))).toMatchObject({
      type: 'rejected',
      reason: 'too-large',
    })
    expect(await client.raw(new Uint8Array(10))).toMatchObject({ reason: 'malformed' })
    await expect(client.raw('x'.repeat(100_000))).rejects.toThrow('closed 1009')
    expect(await client.open(null)).toMatchObject({ type: 'view', view: { revision: 0 } })
  })

  test('opens no conversation for a page of another site', async () => {
    const dial = (origin: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${served.url.replace('http', 'ws')}/ws`, { origin })
        socket.once('open', () => resolve('open'))
        socket.once('error', (error) => resolve(error.message))
        socket.once('close', () => socket.terminate())
      })
    expect(await dial('http://evil.example')).toContain('403')
    expect(await dial('null')).toContain('403')
    expect(await dial(served.url)).toBe('open')
  })

  test('reads no more of a request than a code could be', async () => {
    const body = JSON.stringify({ code: '1'.repeat(100_000) })
    const answer = await fetch(`${served.url}/api/resume`, {
      method: 'POST',
      headers: { origin: served.url },
      body,
    })
    expect(answer.status).toBe(413)
  })

  test('says that it is well, what areas it has, and nothing of what does not exist', async () => {
    const health = await fetch(`${served.url}/healthz`)
    expect(health.status).toBe(200)
    expect(await health.json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${served.url}/api/areas`)).json()).toMatchObject({
      areas: [{ id: 'southwark', name: 'Southwark', issued: '2015-07' }],
    })
    expect((await fetch(`${served.url}/assets/constructor`)).status).toBe(404)
    expect((await fetch(`${served.url}/nowhere`)).status).toBe(404)
    expect((await fetch(`${served.url}/ws`)).status).not.toBe(200)
  })

  test('serves a page that may load nothing from elsewhere', async () => {
    const page = await fetch(served.url)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    const html = await page.text()
    const loaded = loadedBy(html)
    expect(loaded.length).toBeGreaterThan(2)
    for (const to of loaded) {
      expect(to).toMatch(/^\/assets\//)
      const asked = await fetch(served.url + to)
      expect(asked.status).toBe(200)
      if (to.endsWith('.css') || to.endsWith('.svg'))
        expect(loadedBy(await asked.text())).toEqual([])
    }
  })
})

describe('a process that ends', () => {
  beforeEach(async () => {
    served = await Served.start()
    client = new WireClient(served.url)
  })
  afterEach(async () => {
    client.close()
    await served.end()
  })

  test('killed again and again at any moment, loses no acknowledged turn and counts none twice', async () => {
    await client.open()
    let acknowledged = 0
    // However slow the machine is, more than twenty turns are seen.
    for (let kills = 0; kills < 8 || acknowledged <= 20; kills += 1) {
      const enough = acknowledged + Math.random() * 10
      let killing: Promise<unknown> | null = null
      let pending: { id: string } | null = null
      try {
        for (let turn = 0; ; turn += 1) {
          if (acknowledged >= enough) killing ??= later(5).then(() => served.kill('SIGKILL'))
          const danger =
            client.view?.prompt.waits === 'question' && client.view.prompt.question.id === 'danger'
          const deed = danger
            ? { type: 'answer', question: 'danger', value: 'no' }
            : { type: 'back' }
          const message = { ...deed, id: `${kills}-${turn}`, revision: acknowledged }
          pending = message
          const reply = await client.send(message)
          if (reply.type !== 'view') throw new Error(`refused: ${JSON.stringify(reply)}`)
          acknowledged += 1
          pending = null
          expect(reply.view.revision).toBe(acknowledged)
        }
      } catch (error) {
        expect(String(error)).toMatch(/closed/)
      }
      await killing
      await served.start()
      const back = await client.open(null)
      const found = back.type === 'view' ? back.view.revision : -1
      // The turn under way may or may not have been kept; sent again, it is kept once.
      expect([acknowledged, acknowledged + 1]).toContain(found)
      if (pending) {
        const again = await client.send(pending)
        expect(again).toMatchObject({ type: 'view', view: { revision: acknowledged + 1 } })
        acknowledged += 1
      } else expect(found).toBe(acknowledged)
      await client.open(null)
      expect(client.view?.revision).toBe(acknowledged)
    }
  })

  test('ends cleanly, and soon, though a client holds a request open', async () => {
    const half = connect(served.port, '127.0.0.1')
    half.on('error', () => undefined)
    half.write('GET / HTTP/1.1\r\nHost: ')
    await new Promise((resolve) => half.once('connect', resolve))
    await client.open()
    expect(await served.kill('SIGTERM')).toBe(0)
    half.destroy()
  })

  test('counts on a port of its own what happened, and never what was said', async () => {
    const metricsPort = await freePort()
    await served.kill('SIGTERM')
    await served.start({ env: { METRICS_PORT: String(metricsPort) } })
    await client.open()
    await client.send({ type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' })
    await client.send({ type: 'answer', id: 'b', revision: 1, question: 'role', value: 'Zebedee' })
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/`)).text()
    expect(text).toMatch(/^handrail_turns_total 3$/m)
    expect(text).toMatch(/^handrail_rejected_total\{reason="answer"\} 1$/m)
    expect(text).toMatch(/^handrail_connections 1$/m)
    expect(text).not.toMatch(new RegExp(`Zebedee|${client.ring.session}|${client.ring.key}`))
    expect((await fetch(`${served.url}/metrics`)).status).toBe(404)
  })

  test('ends cleanly when it is asked to', async () => {
    await client.open()
    expect(await served.kill('SIGTERM')).toBe(0)
    expect(served.log).toContain('"kind":"stopped"')
  })

  test('leaves to the next process what is said to it after it has said goodbye', async () => {
    const opening = { type: 'open', id: 'o', ...client.ring, area: 'southwark' }
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/ws`, { origin: served.url })
    socket.once('open', () => socket.send(JSON.stringify(opening)))
    await once(socket, 'message')
    // It reads nothing any more, and so has not heard the goodbye.
    socket.pause()
    const ending = served.kill('SIGTERM')
    while (await fetch(`${served.url}/healthz`).catch(() => null)) await later(20)
    const answer = { type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' }
    socket.send(JSON.stringify(answer))
    expect(await ending).toBe(0)
    socket.terminate()
    await served.start()
    expect(await client.open(null)).toMatchObject({ type: 'view', view: { revision: 0 } })
    expect(await client.send(answer)).toMatchObject({ type: 'view', view: { revision: 1 } })
  })
})
