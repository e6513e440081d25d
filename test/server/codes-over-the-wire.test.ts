import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'

let served: Served
beforeAll(async () => {
  served = await Served.start()
})
afterAll(() => served.end())

/** Begins a conversation and has a code written down, from one address. */
async function withCode(from: string) {
  const client = new WireClient(served.url, { from })
  await client.open()
  const reply = await client.send({ type: 'code', id: 'c' })
  client.close()
  if (reply.type !== 'code') throw new Error(JSON.stringify(reply))
  return { session: client.ring.session, code: reply.code }
}

/** Comes back as another computer does: it asks what the code is for, and opens that. */
async function back({ session, code }: { session: string; code: string }, from?: string) {
  const asked = await fetch(`${served.url}/api/resume`, {
    method: 'POST',
    headers: { origin: served.url },
    body: JSON.stringify({ code }),
  })
  if (asked.status !== 200) return asked.status
  const client = new WireClient(served.url, { from })
  client.ring.session = session
  client.ring.key = randomBytes(32).toString('base64url')
  const reply = await client.open(null, { code })
  client.close()
  return reply.type === 'rejected' ? reply.reason : reply.type
}

describe('coming back by code', () => {
  test('forty do from one address, one after another and at once, and none is refused', {
    timeout: 120_000,
  }, async () => {
    const forty = Array.from({ length: 40 }, () => withCode('127.0.0.3'))
    const written = await Promise.all(forty)
    const replies = await Promise.all(written.map((one) => back(one)))
    expect(replies).toEqual(written.map(() => 'view'))
  })

  test('is open to one while another has twenty-four sockets ask for codes without end', {
    timeout: 120_000,
  }, async () => {
    const mine = await withCode('127.0.0.4')
    const going = { on: true }
    let asked = 0
    const others = Array.from({ length: 24 }, async () => {
      const client = new WireClient(served.url, { from: '127.0.0.5' })
      await client.open()
      for (; going.on; asked += 1) await client.send({ type: 'code', id: 'c' })
      client.close()
    })
    const replies: unknown[] = []
    for (let i = 0; i < 10; i += 1) replies.push(await back(mine, '127.0.0.4'))
    going.on = false
    await Promise.all(others)
    expect(asked).toBeGreaterThan(24)
    expect(replies).toEqual(replies.map(() => 'view'))
  })

  test('is refused to an address that tries far more than a room does', async () => {
    const mine = await withCode('127.0.0.6')
    const statuses: number[] = []
    for (let i = 0; i < 70; i += 1) {
      const { status } = await fetch(`${served.url}/api/resume`, {
        method: 'POST',
        headers: { origin: served.url },
        body: JSON.stringify({ code: '1'.repeat(24) }),
      })
      statuses.push(status)
    }
    expect(statuses.at(-1)).toBe(429)
    expect(await back(mine, '127.0.0.6')).toBe(429)
  })
})
