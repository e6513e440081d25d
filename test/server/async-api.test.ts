import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from '@asyncapi/parser'
import { describe, expect, test } from 'vitest'
import { interfaceWords } from '../../.build/site.mjs'
import { asyncApi } from '../../server/async-api.ts'
import { clientMessage, rejections, serverMessage } from '../../server/protocol.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))

const published: ReturnType<typeof asyncApi> = read('docs/asyncapi.json')
const typesOf = (union: typeof clientMessage | typeof serverMessage) =>
  union.options.map((option) => option.shape.type.value)

describe('the published document of the socket', () => {
  test('is what the protocol says now', () => {
    const made = asyncApi(read('package.json').version, interfaceWords)
    expect(JSON.stringify(published), 'run npm run asyncapi').toBe(JSON.stringify(made))
  })

  test('is a valid AsyncAPI document, in which every message goes the way it is sent', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(published))
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([])
    const named = (operation: string) =>
      document
        ?.operations()
        .get(operation)
        ?.messages()
        .all()
        .map((message) => message.name())
    expect(named('receive')).toEqual(typesOf(clientMessage))
    expect(named('send')).toEqual(typesOf(serverMessage))
  })

  test('gives for each message of a client an example that the service reads', () => {
    const examples = Object.values(published.components.messages).flatMap((message) =>
      'examples' in message ? (message.examples ?? []) : [],
    )
    const reading = examples.map(({ payload }) => clientMessage.safeParse(payload))
    expect(reading.map(({ data }) => data?.type)).toEqual(typesOf(clientMessage))
  })

  test('gives every refusal with the sentence that goes with it', () => {
    expect(published['x-rejections'].map(({ reason }) => reason)).toEqual(rejections)
    for (const { reason, words } of published['x-rejections']) {
      expect(words, reason).toBe(interfaceWords[`rejected.${reason}`])
      expect(words, reason).toMatch(/\.$/)
    }
  })

  test('cannot be made while a refusal has no words', () => {
    const { 'rejected.stale': _, ...rest } = interfaceWords
    expect(() => asyncApi('0', rest)).toThrow('no words for "rejected.stale"')
  })
})
