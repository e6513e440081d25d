import { z } from 'zod'
import { answerFaults } from '../machines/answer.ts'
import { clientMessage, frameLimit, rejections, serverMessage } from './protocol.ts'
import { wordsFor } from './refusals.ts'

type Message = (typeof clientMessage.options)[number] | (typeof serverMessage.options)[number]
type JsonSchema = z.core.JSONSchema.BaseSchema

/**
 * The AsyncAPI 3.0 document of the WebSocket, made from the schemas of the protocol: a message's
 * summary is its schema's description, its example the schema's own or one put together from its fields.
 * @param version of the service
 * @param words of the interface, by key: the sentence of every refusal is among them
 * @throws when a message has no description or no example that it would itself read, or a refusal no words
 */
export function asyncApi(version: string, words: Readonly<Record<string, string>>) {
  const received = clientMessage.options.map((schema) => described('client', schema))
  const sent = serverMessage.options.map((schema) => described('server', schema))
  const all = [...received, ...sent]
  const examples = new Map(received.map(({ key, payload }) => [key, exampleOf(key, payload)]))
  const sentence = (key: string) =>
    words[key] ?? fail(`content/interface.json has no words for "${key}"`)

  const channel = { $ref: '#/channels/conversation' }
  const inChannel = (messages: typeof all) =>
    messages.map(({ key }) => ({ $ref: `${channel.$ref}/messages/${key}` }))

  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Handrail',
      version,
      description: about,
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: {
      local: {
        host: 'localhost:8787',
        protocol: 'ws',
        description: '`npm start` on one machine; a public service is reached by `wss`.',
      },
    },
    channels: {
      conversation: {
        address: '/ws',
        description: 'A connection speaks for one session at a time.',
        messages: Object.fromEntries(
          all.map(({ key }) => [key, { $ref: `#/components/messages/${key}` }]),
        ),
        bindings: {
          ws: {
            method: 'GET',
            query: {
              type: 'object',
              properties: {
                session: {
                  type: 'string',
                  format: 'uuid',
                  description:
                    'The session that the opening message will name; another one there is refused with `malformed`.',
                },
                tenant: {
                  type: 'string',
                  description:
                    'The public token of the organisation whose page this one stands in, where it stands in one. Limits count by it.',
                },
              },
              required: ['session'],
            },
            bindingVersion: '0.1.0',
          },
        },
      },
    },
    operations: {
      receive: {
        action: 'receive',
        channel,
        summary: 'What a client says.',
        description: whatAClientSays,
        messages: inChannel(received),
        reply: { channel, messages: inChannel(sent.filter(({ answers }) => answers)) },
      },
      send: {
        action: 'send',
        channel,
        summary: 'What the service says.',
        description: whatTheServiceSays,
        messages: inChannel(sent),
      },
    },
    components: {
      messages: Object.fromEntries(
        all.map(({ key, type, summary, correlation }) => [
          key,
          {
            name: type,
            summary,
            ...(correlation && { correlationId: { location: `$message.payload#/${correlation}` } }),
            payload: { $ref: `#/components/schemas/${key}` },
            ...(examples.has(key) && { examples: [{ payload: examples.get(key) }] }),
          },
        ]),
      ),
      schemas: {
        ...Object.fromEntries(all.map(({ key, payload }) => [key, payload])),
        ...Object.assign({}, ...all.map(({ shared }) => shared)),
      },
    },
    'x-rejections': rejections.map((reason) => ({ reason, words: sentence(wordsFor(reason)) })),
    'x-answer-faults': answerFaults.map((fault) => ({
      fault,
      words: sentence(wordsFor('answer', fault)),
    })),
  }
}

const about = `A guided consultation over a WebSocket: the service asks one question at a time, the client answers.

Frames are JSON text, each an object with a \`type\`. The first frame of a connection opens a session; until then anything else is refused with \`not-open\`. There is one reply to each message; all but the few that take a moment on purpose (opening by a code, asking for one) come in the order the messages did. A long conversation takes a moment to be opened again or deleted.

The upgrade needs an \`Origin\` that the service allows; without one it is refused with 403. The session’s id may stand in the address as \`?session=\`; on some deployments it must. To come back by a code, \`POST /api/resume\` with \`{ "code": … }\` gives the session’s id.`

const whatAClientSays = `Every message carries an \`id\` of the sender’s own. A message that changes the conversation also carries the \`revision\` of the view it was made on.

- Exactly once: the message that was kept last, sent again under its \`id\`, changes nothing and gets the reply it got then. After a dropped connection, open the session again and send what had no reply once more, under the same \`id\`. Another message under that \`id\` is refused with \`id-reused\`.
- A message whose \`id\` was kept before that, and one made on any other revision than the current one, is refused with \`stale\`, changes nothing, and brings the current view.
- A frame is read up to ${frameLimit / 1024} KiB (${frameLimit} bytes of UTF-8). A longer one is refused with \`too-large\`; one that is far longer closes the connection.
- A frame that is not JSON text, lacks a field, or has one that is not named here, is refused with \`malformed\`.
- A session’s key goes in a message and never in the address. Whoever holds the id and the key can open the session.
- A key is changed in two steps: \`open\` with \`next\`, then \`key-kept\` once the new one is held. Until then either opens the session, so hold both.
- Give back the revision and \`mark\` of the newest view as \`seen\` when opening again, so that a record put back to an earlier state is noticed.`

const whatTheServiceSays = `A reply names the message it answers in \`re\`. A view that is \`whole\` takes the place of all that was shown; any other holds the next prompt and only the entries that changed. A client passes over a field or a type that it does not know.

A reply leaves once what it acknowledges is durable. What the service says unasked, when a session is locked, taken over or deleted, has \`re\` null. A connection closed with 1012 is for a restart: dial again.

When a message is refused, nothing was changed. Show \`words\`, keep what the person wrote, and let them go on from there:

- with a \`view\`, draw it and go on from its revision;
- with a \`part\` and a \`fault\`, put the words beside that part, and send the mended answer under a new \`id\`;
- with \`not-open\`, open the session and send the message again;
- with \`not-saved\`, send the same message again, later;
- with \`too-many\` or \`busy\`, wait before sending it again;
- with \`elsewhere\` or \`taken-over\`, another connection speaks: open with \`takeOver\` if the person wants to carry on here;
- with \`locked\`, open the session again with its key or a code;
- with \`damaged\` or \`rewound\`, do not rely on the record;
- with any other reason, do not send the same again unasked.

\`x-rejections\` lists the reasons, and \`x-answer-faults\` what can be wrong with an answer, each with its sentence. \`{id}\` stands for a code to give to support.`

/** A message as the document names it, with the pieces of its schema that it shares with others. */
function described(from: 'client' | 'server', schema: Message) {
  const type: string = schema.shape.type.value
  const key = `${from}.${type}`
  const summary = schema.description ?? fail(`"${type}" of the ${from} lacks a .describe(…)`)
  // As input, so that what the service sends may gain fields without breaking a client that checks.
  const published = z.toJSONSchema(schema, { target: 'draft-07', io: 'input' })
  const { $schema, definitions = {}, ...payload } = hoisted(published)
  const correlation = ['re', 'id'].find((field) => field in schema.shape)
  return {
    key,
    type,
    summary,
    payload,
    shared: definitions,
    correlation,
    answers: correlation === 're',
  }
}

/** The same schema, with its shared pieces looked for among the components of the document. */
const hoisted = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"#/components/schemas/'))

function exampleOf(key: string, payload: JsonSchema): unknown {
  const example = sampleOf('', payload)
  if (!clientMessage.safeParse(example).success)
    fail(`"${key}" has no example that can be read: give its fields .meta({ examples: [ … ] })`)
  return example
}

/** A value of a schema: an example it gives, the first of its choices, or else its own name. */
function sampleOf(name: string, schema: JsonSchema): unknown {
  if (schema.examples?.[0] !== undefined) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0
  if (schema.type === 'boolean') return true
  if (schema.type !== 'object') return name
  const fields = Object.entries(schema.properties ?? {})
  return Object.fromEntries(
    fields.map(([field, piece]) => [field, sampleOf(field, piece as JsonSchema)]),
  )
}

function fail(why: string): never {
  throw new Error(why)
}
