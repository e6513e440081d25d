import {
  env,
  evictDurableObject,
  listDurableObjectIds,
  runDurableObjectAlarm,
  runInDurableObject,
  SELF,
} from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { type ServerMessage, serverMessage } from '../../server/protocol.ts'

/** A client over a real WebSocket to the Worker. */
async function dial(session: string) {
  const response = await SELF.fetch(`https://handrail.test/ws?session=${session}`, {
    headers: { upgrade: 'websocket', origin: 'https://handrail.test' },
  })
  const socket = response.webSocket
  if (!socket) throw new Error(`no socket: ${response.status}`)
  socket.accept()
  return {
    socket,
    say: (message: object) =>
      new Promise<ServerMessage>((resolve) => {
        socket.addEventListener(
          'message',
          (event) => resolve(serverMessage.parse(JSON.parse(String(event.data)))),
          { once: true },
        )
        socket.send(JSON.stringify(message))
      }),
  }
}

const key = 'k'.repeat(43)
const opening = (session: string) => ({ type: 'open', id: 'open', session, key, area: 'southwark' })
const answer = (revision: number, question: string, value: unknown) => ({
  type: 'answer',
  id: `answer-${revision}`,
  revision,
  question,
  value,
})
const waits = (message: ServerMessage) => {
  const view = 'view' in message ? message.view : undefined
  return view?.prompt.waits === 'question' ? view.prompt.question.id : view?.prompt.waits
}

describe('the same app inside a Durable Object', () => {
  test('holds a conversation, and keeps it across sleep and a new connection', async () => {
    const session = crypto.randomUUID()
    const first = await dial(session)
    expect(waits(await first.say(opening(session)))).toBe('danger')
    expect(waits(await first.say(answer(0, 'danger', 'no')))).toBe('role')
    expect(waits(await first.say(answer(1, 'role', 'health')))).toBe('practitioner')

    await evictDurableObject(env.SESSIONS.get(env.SESSIONS.idFromName(session)))
    // What slept has no key any more, so the client has to open again before it goes on.
    const next = answer(2, 'practitioner', 'not-known')
    expect(await first.say(next)).toMatchObject({ reason: 'not-open' })
    expect(waits(await first.say(opening(session)))).toBe('practitioner')
    expect(waits(await first.say(next))).toBe('concern')

    const second = await dial(session)
    expect(await second.say(opening(session))).toMatchObject({ reason: 'elsewhere' })
    const back = await second.say({ ...opening(session), takeOver: true })
    expect(waits(back)).toBe('concern')
    expect(back.type === 'view' && back.view.entries).toHaveLength(3)
    const text = await second.say({ type: 'document', id: 'd', format: 'text' })
    expect(text.type === 'document' && text.content).toContain('health practitioner')
  })

  test('refuses another key, and says what is wrong with an answer', async () => {
    const session = crypto.randomUUID()
    const owner = await dial(session)
    await owner.say(opening(session))
    const thief = await dial(session)
    expect(await thief.say({ ...opening(session), key: 'x'.repeat(43) })).toMatchObject({
      reason: 'wrong-key',
    })
    expect(await owner.say(answer(0, 'danger', 'perhaps'))).toMatchObject({
      fault: 'not-an-option',
    })
    expect(waits(await owner.say(answer(0, 'danger', 'no')))).toBe('role')
  })

  test('gives a code, and opens by it over another connection and with another key', async () => {
    const session = crypto.randomUUID()
    const first = await dial(session)
    await first.say(opening(session))
    await first.say(answer(0, 'danger', 'no'))
    const given = await first.say({ type: 'code', id: 'c' })
    const code = given.type === 'code' ? given.code : ''
    const found = await SELF.fetch('https://handrail.test/api/resume', {
      method: 'POST',
      headers: { origin: 'https://handrail.test' },
      body: JSON.stringify({ code }),
    })
    expect(await found.json()).toEqual({ session })
    const second = await dial(session)
    const { area: _, ...back } = opening(session)
    expect(waits(await second.say({ ...back, key: 'n'.repeat(43), code }))).toBe('role')
  })

  const kept = (object: DurableObjectStub) =>
    runInDurableObject(object, async (_, state) => [
      ...state.storage.sql
        .exec("select name from sqlite_master where name not like '\\_cf%' escape '\\'")
        .toArray(),
      ...(await state.storage.list()).keys(),
      ...((await state.storage.getAlarm()) === null ? [] : ['alarm']),
    ])
  const sessionObject = (session: string) => env.SESSIONS.get(env.SESSIONS.idFromName(session))

  test('leaves nothing of a session that is ended, and begins another in its place', async () => {
    const session = crypto.randomUUID()
    const object = sessionObject(session)
    const { area: _, ...back } = opening(session)
    const first = await dial(session)
    await first.say(opening(session))
    expect(await kept(object)).not.toEqual([])
    expect(await first.say({ type: 'end', id: 'end' })).toMatchObject({ type: 'ended' })
    await expect.poll(() => kept(object)).toEqual([])
    expect(await first.say(back)).toMatchObject({ reason: 'unknown-session' })
    await expect.poll(() => kept(object)).toEqual([])
    expect(waits(await first.say(opening(session)))).toBe('danger')
    expect(waits(await first.say(answer(0, 'danger', 'no')))).toBe('role')
  })

  test('leaves nothing of a session whose time is over, nor of its code', async () => {
    const session = crypto.randomUUID()
    const object = sessionObject(session)
    const first = await dial(session)
    await first.say(opening(session))
    const given = await first.say({ type: 'code', id: 'c' })
    const locator = given.type === 'code' ? given.code.replaceAll(' ', '').slice(0, 7) : ''
    const code = env.CODES.get(env.CODES.idFromName(locator))
    expect(await kept(code)).toContain('session')
    await runInDurableObject(object, (_, state) => {
      state.storage.sql.exec('update session set expires = ?', Date.now())
    })
    await runDurableObjectAlarm(object)
    expect(await kept(object)).toEqual([])
    await expect.poll(() => kept(code)).toEqual([])
  })

  test('leaves nothing of a socket that opened nothing, whether it closes or stays', async () => {
    const closes = crypto.randomUUID()
    const { socket } = await dial(closes)
    socket.close()
    await expect.poll(() => kept(sessionObject(closes))).toEqual([])
    const stays = crypto.randomUUID()
    await dial(stays)
    await runDurableObjectAlarm(sessionObject(stays))
    expect(await kept(sessionObject(stays))).toEqual([])
  })

  test('leaves nothing of a day’s key once its time is over, and makes no other for what needs it', async () => {
    const session = crypto.randomUUID()
    const first = await dial(session)
    await first.say(opening(session))
    const today = env.KEYS.get(env.KEYS.idFromName(new Date().toISOString().slice(0, 10)))
    await runDurableObjectAlarm(today)
    expect(await kept(today)).toEqual([])
    await evictDurableObject(sessionObject(session))
    const { area: _, ...back } = opening(session)
    expect(await first.say(back)).toMatchObject({ reason: 'no-key' })
    expect(await kept(today)).toEqual([])
  })

  test('makes no object for what is refused', async () => {
    const before = (await listDurableObjectIds(env.SESSIONS)).length
    const address = () => `https://handrail.test/ws?session=${crypto.randomUUID()}`
    const own = { origin: 'https://handrail.test' }
    const upgrade = { upgrade: 'websocket' }
    const status = async (init: RequestInit, at = address()) => (await SELF.fetch(at, init)).status
    expect(await status({})).toBe(403)
    expect(await status({ headers: { ...upgrade, origin: 'https://elsewhere.test' } })).toBe(403)
    expect(await status({ headers: own })).toBe(426)
    expect(await status({ method: 'POST', headers: own })).toBe(404)
    expect(await status({ headers: { ...own, ...upgrade } }, 'https://handrail.test/ws')).toBe(400)
    expect((await listDurableObjectIds(env.SESSIONS)).length).toBe(before)
  })

  test('counts a page by its tenant, as its address names it, and by where it comes from', async () => {
    const session = crypto.randomUUID()
    const response = await SELF.fetch(
      `https://handrail.test/ws?session=${session}&tenant=elm-token`,
      {
        headers: {
          upgrade: 'websocket',
          origin: 'https://handrail.test',
          'cf-connecting-ip': '192.0.2.7',
        },
      },
    )
    expect(response.status).toBe(101)
    const counted = await runInDurableObject(sessionObject(session), (_, state) =>
      state.getWebSockets().map((socket) => socket.deserializeAttachment()),
    )
    expect(counted).toEqual([{ address: session, origin: 'elm-school', from: '192.0.2.7' }])
  })

  test('refuses a page of another origin, and a program that names none', async () => {
    for (const origin of ['https://elsewhere.test', null]) {
      const address = `https://handrail.test/ws?session=${crypto.randomUUID()}`
      const answer = await SELF.fetch(address, {
        headers: { upgrade: 'websocket', ...(origin && { origin }) },
      })
      expect(answer.status).toBe(403)
    }
  })

  test('serves the page and its parts without an object', async () => {
    expect(await (await SELF.fetch('https://handrail.test/healthz')).json()).toEqual({
      status: 'ok',
    })
    const page = await SELF.fetch('https://handrail.test/')
    expect(page.headers.get('content-security-policy')).toContain(
      "require-trusted-types-for 'script'",
    )
    expect((await SELF.fetch('https://handrail.test/assets/chat.js')).status).toBe(200)
    expect((await SELF.fetch('https://handrail.test/ws')).status).toBe(403)
  })
})
