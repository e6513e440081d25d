import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { interfaceWords } from '../../.build/site.mjs'
import { answerFaults } from '../../machines/answer.ts'
import { jsonLog } from '../../server/log.ts'
import { frameLimit, rejections } from '../../server/protocol.ts'
import { Client, type Service, service } from '../support/service.ts'

let over: Service
let client: Client
beforeEach(() => {
  over = service()
  client = new Client(over)
})

const key = 'A'.repeat(43)

describe('opening', () => {
  test('begins with the question about danger, and says what this follows', () => {
    const reply = client.open()
    expect(reply).toMatchObject({
      type: 'view',
      view: { revision: 0, whole: true, about: { area: 'Southwark' } },
    })
    expect(client.waits).toBe('danger')
  })

  test('again with the same key comes back to where it stood', () => {
    client.open()
    client.answer('danger', 'no')
    client.leave()
    const again = new Client(over, client.ring)
    again.open(null)
    expect(again.waits).toBe('role')
    expect(again.view?.entries).toHaveLength(1)
  })

  test('with another key is refused, and the session is untouched', () => {
    client.open()
    client.answer('danger', 'no')
    const thief = new Client(over, { session: client.ring.session, key })
    expect(thief.open()).toMatchObject({ type: 'rejected', reason: 'wrong-key' })
    expect(thief.say({ type: 'danger' })).toMatchObject({ reason: 'not-open' })
    client.answer('role', 'lead')
    expect(client.waits).toBe('practitioner')
  })

  test('a session that is not here, without an area to begin one, is refused', () => {
    expect(client.open(null)).toMatchObject({ type: 'rejected', reason: 'unknown-session' })
  })

  test('an area there is no content for is refused', () => {
    expect(client.open('atlantis')).toMatchObject({ type: 'rejected', reason: 'unknown-area' })
  })

  test('of another session than the connection was addressed to is refused', () => {
    client.connection.address = 'another'
    expect(client.open()).toMatchObject({ type: 'rejected', reason: 'malformed' })
  })

  test('that is refused closes the session the connection had open', () => {
    client.open()
    expect(
      client.raw(JSON.stringify({ type: 'open', id: 'x', session: client.ring.session, key })),
    ).toMatchObject({
      reason: 'wrong-key',
    })
    expect(client.say({ type: 'answer', question: 'danger', value: 'no' })).toMatchObject({
      reason: 'not-open',
    })
  })

  test('has to come first', () => {
    expect(client.say({ type: 'danger' })).toMatchObject({ type: 'rejected', reason: 'not-open' })
  })
})

describe('bad input gets a sentence, and the session is intact', () => {
  beforeEach(() => {
    client.open()
    client.answer('danger', 'no')
  })

  const stands = () => {
    client.leave()
    const again = new Client(over, client.ring)
    again.open(null)
    expect(again.waits).toBe('role')
    expect(again.view?.revision).toBe(1)
  }

  test.each([
    ['malformed JSON', '{"type":', 'malformed'],
    ['no JSON at all', 'hello', 'malformed'],
    ['JSON that is no message', '7', 'malformed'],
    ['an unknown type', '{"type":"shout","id":"x","revision":1}', 'malformed'],
    [
      'a message with something extra',
      '{"type":"back","id":"x","revision":1,"also":1}',
      'malformed',
    ],
    ['a revision that is no number', '{"type":"back","id":"x","revision":"1"}', 'malformed'],
    [
      'a frame over 16 KiB',
      JSON.stringify({ type: 'answer', value: 'x'.repeat(frameLimit) }),
      'too-large',
    ],
    ['a frame over 16 KiB once written as bytes', `"${'é'.repeat(frameLimit / 2)}"`, 'too-large'],
  ])('%s', (_, frame, reason) => {
    const reply = client.raw(frame)
    const words = interfaceWords[reason === 'answer' ? 'fault.wrong-shape' : `rejected.${reason}`]
    expect(reply).toMatchObject({ type: 'rejected', reason, words })
    stands()
  })

  test('bytes instead of text', () => {
    expect(client.raw(new ArrayBuffer(8))).toMatchObject({ reason: 'malformed' })
    stands()
  })

  test('a message that could not be read is refused under its own id, if it has one', () => {
    expect(client.raw('{"type":"shout","id":"mine"}')).toMatchObject({ re: 'mine' })
    expect(client.raw('{"type":"shout"}')).toMatchObject({ re: null })
  })

  test('an answer that is not among the options', () => {
    expect(client.say({ type: 'answer', question: 'role', value: 'wizard' })).toMatchObject({
      reason: 'answer',
      fault: 'not-an-option',
      part: 'role',
      words: interfaceWords['fault.not-an-option'],
    })
    stands()
  })

  test('text over its limit', () => {
    client.answer('role', 'lead')
    const reply = client.say({
      type: 'answer',
      question: 'practitioner',
      value: { name: 'x'.repeat(121) },
    })
    expect(reply).toMatchObject({ reason: 'answer', fault: 'too-long', part: 'name' })
    expect(client.answer('practitioner', { name: 'x'.repeat(120) }).prompt.waits).toBe('question')
  })

  test('an answer to another question than the one asked', () => {
    expect(client.say({ type: 'answer', question: 'consent', value: 'given' })).toMatchObject({
      reason: 'not-now',
    })
    expect(client.say({ type: 'answer', question: '__proto__', value: 'x' })).toMatchObject({
      reason: 'not-now',
    })
    stands()
  })

  test('a deed that the route does not allow now', () => {
    expect(client.say({ type: 'check' })).toMatchObject({ reason: 'not-now' })
    expect(client.say({ type: 'domain', domain: 'missing' })).toMatchObject({ reason: 'not-now' })
    stands()
  })

  test('a wrong revision gets the view that stands', () => {
    for (const revision of [0, 2, 99]) {
      const reply = client.say({ type: 'answer', question: 'role', value: 'lead', revision })
      expect(reply).toMatchObject({ reason: 'stale', view: { revision: 1, whole: true } })
    }
    stands()
  })

  test('whatever is sent, the reply is one the protocol knows and the session goes on', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify(value)),
        ),
        (frame) => {
          expect(client.raw(frame).type).toBe('rejected')
        },
      ),
    )
    stands()
  })

  test('whatever answer is sent, the reply is one the protocol knows', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const reply = client.say({ type: 'answer', question: 'role', value })
        if (reply.type === 'view') client.say({ type: 'back' })
        else
          expect(['answer', 'not-now', 'malformed']).toContain(
            reply.type === 'rejected' && reply.reason,
          )
      }),
    )
  })
})

describe('what was typed', () => {
  const canary = 'Zebedee Canary, 12 Rye Lane'

  test('is in no log line, whatever goes wrong with it', () => {
    client.open()
    client.answer('danger', 'no')
    client.answer('role', 'lead')
    client.answer('practitioner', { name: canary })
    client.say({ type: 'answer', question: 'concern', value: canary.repeat(200) })
    client.say({ type: canary })
    client.raw(`{"${canary}`)
    over.sessions.opened = () => {
      throw new Error(canary)
    }
    const reply = client.say({ type: 'answer', question: 'concern', value: canary })
    expect(reply).toMatchObject({ type: 'rejected', reason: 'fault' })
    expect(JSON.stringify(reply)).not.toContain('Canary')
    const lines: string[] = []
    const log = jsonLog((line) => lines.push(line), Date.now)
    for (const entry of over.logged) log(entry)
    log({ kind: 'fault', id: 'x', error: new Error(`${canary}\n    at ${canary} (a.ts:1:1)`) })
    expect(lines.filter((line) => line.includes('"kind":"fault"'))).toHaveLength(2)
    expect(lines.some((line) => line.includes('conversation.test.ts'))).toBe(true)
    expect(lines.join('')).not.toContain('Canary')
  })

  test('comes back with a fault’s id, so that support can find it', () => {
    client.open()
    over.sessions.opened = () => {
      throw new Error(canary)
    }
    const reply = client.say({ type: 'back' })
    const fault = over.logged.find((entry) => entry.kind === 'fault')
    expect(reply.type === 'rejected' && reply.words).toContain(
      fault?.kind === 'fault' ? fault.id : 'no fault',
    )
  })
})

test('every refusal and every fault of an answer has its sentence', () => {
  for (const reason of rejections) expect(interfaceWords[`rejected.${reason}`], reason).toBeTruthy()
  for (const fault of answerFaults) expect(interfaceWords[`fault.${fault}`], fault).toBeTruthy()
})
