import { z } from 'zod'
import { answerFaults } from '../machines/answer.ts'

/**
 * The wire: JSON text frames, each an object with a `type`.
 *
 * The first frame of a connection is `open`; it makes the session or comes back to it. Every later
 * message carries an `id` of the sender's own, and a deed also the `revision` it answers. An id the
 * session has already kept gets the same reply again; any other revision than the current one gets
 * `rejected` with `stale` and the current view, and changes nothing. Each message gets one reply, under
 * its id as `re`; what the service says of itself, such as `taken-over`, has `re` null.
 */

/** The largest frame that is read, in bytes of UTF-8. */
export const frameLimit = 16 * 1024

const id = z.string().min(1).max(64)
const name = z.string().min(1).max(64)
const revision = z.number().int().nonnegative()
const mode = z.enum(['live', 'rehearsal'])
/** 256 random bits in base64url. The server keeps only a hash. */
const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

const deed = { id, revision }

/** The formats a summary can leave in; `page` is its structure, for a page to draw. */
const documentFormats = ['page', 'html', 'text', 'json'] as const
const format = z.enum(documentFormats)
export type DocumentFormat = z.infer<typeof format>

export const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    id,
    /** A random id of the client's making; it addresses the session and opens nothing by itself. */
    session: z.uuid(),
    key,
    /** Given to begin a session; left out, only a session that exists is opened. */
    area: name.optional(),
    mode: mode.optional(),
    /**
     * A key to be used from now on, which `key-kept` confirms. Until then both open the session, so that
     * a lost reply locks nobody out.
     */
    next: key.optional(),
    /** The code that was written down. It opens the session for `key`, which is new and as if it were `next`. */
    code: z.string().max(64).optional(),
    /** Made anew by each load of a page: the same page may come back over a connection of its own that died. */
    page: z.uuid().optional(),
    /** Speaks here from now on, though the session is open elsewhere. */
    takeOver: z.boolean().optional(),
    /** The newest view this client has seen, so that a record put back to an earlier state is noticed. */
    seen: z.strictObject({ revision, mark: z.string().max(64) }).optional(),
  }),
  /** The second half of a change of key: the old one opens nothing any more. */
  z.strictObject({ type: z.literal('key-kept'), id }),
  /** Asks for a code to write down, in place of any given before. */
  z.strictObject({ type: z.literal('code'), id }),
  /** The summary is with whoever it is for: what is kept here is deleted minutes from now. */
  z.strictObject({ type: z.literal('handed-over'), id }),
  /** Erases the session now. */
  z.strictObject({ type: z.literal('end'), id }),
  z.strictObject({ type: z.literal('answer'), ...deed, question: name, value: z.unknown() }),
  z.strictObject({ type: z.literal('revisit'), ...deed, question: name }),
  z.strictObject({ type: z.literal('back'), ...deed }),
  z.strictObject({ type: z.literal('danger'), ...deed }),
  z.strictObject({ type: z.literal('refer'), ...deed }),
  z.strictObject({ type: z.literal('overview'), ...deed }),
  z.strictObject({ type: z.literal('domain'), ...deed, domain: name }),
  z.strictObject({ type: z.literal('leave-screening'), ...deed }),
  z.strictObject({ type: z.literal('check'), ...deed }),
  z.strictObject({ type: z.literal('document'), id, format }),
])
export type ClientMessage = z.infer<typeof clientMessage>
export type OpenMessage = Extract<ClientMessage, { type: 'open' }>
/** What goes into the record: the messages that answer a revision. */
export type DeedMessage = Extract<ClientMessage, { revision: number }>

type Body<Message> = Message extends unknown ? Omit<Message, 'id' | 'revision'> : never
/** What a person does, before it is numbered for the wire. */
export type DeedBody = Body<DeedMessage>

/** Why a message was refused. A closed set: the words for each are content. */
export const rejections = [
  'malformed',
  'too-large',
  'not-open',
  'wrong-key',
  'unknown-session',
  'unknown-area',
  'stale',
  'not-now',
  'answer',
  'id-reused',
  'not-saved',
  'elsewhere',
  'taken-over',
  'locked',
  'expired',
  'wrong-code',
  'damaged',
  'rewound',
  'too-many',
  'busy',
  'fault',
] as const
export type Rejection = (typeof rejections)[number]

const words = z.string()
const cited = z.object({ id: z.string(), words, source: words })

const contact = z.object({
  id: z.string(),
  name: words,
  phone: words.optional(),
  email: words.optional(),
  note: words.optional(),
  /** The month it was last checked, in words; absent for a number that does not change. */
  verified: words.optional(),
  stale: z.boolean(),
})

const option = z.object({ id: z.string(), words, hint: words.optional() })

const part = z.object({
  id: z.string(),
  kind: z.enum(['one', 'many', 'text', 'date', 'rows']),
  words: words.optional(),
  hint: words.optional(),
  required: z.boolean(),
  limit: z.number().optional(),
  options: z.array(option).optional(),
  columns: z.array(z.object({ id: z.string(), words, limit: z.number() })).optional(),
})

const question = z.object({
  id: z.string(),
  /** Where the question belongs to a section of the screening, the section's own title. */
  section: words.optional(),
  title: words,
  why: words,
  source: words,
  hint: words.optional(),
  notes: z.array(cited),
  contacts: z.array(contact),
  parts: z.array(part),
  /** What was answered before, to be kept or changed: `not-known` or a value for each part. */
  value: z.json().optional(),
})

const domain = z.object({
  id: z.string(),
  title: words,
  progress: z.enum(['not-started', 'in-progress', 'done', 'not-known']),
})

const prompt = z.discriminatedUnion('waits', [
  z.object({ waits: z.literal('question'), question }),
  z.object({
    waits: z.literal('overview'),
    why: words,
    source: words,
    domains: z.array(domain),
    next: z.string().nullable(),
  }),
  z.object({
    waits: z.literal('checking'),
    /** Passed over so far; each can be answered from here, by `revisit` or by `domain`. */
    unanswered: z.array(
      z.object({ by: z.enum(['revisit', 'domain']), id: z.string(), title: words }),
    ),
  }),
  z.object({ waits: z.literal('leaving') }),
])

/** An answer read back in words. `stands` is false once something it was drawn from has changed. */
const entry = z.object({
  question: z.string(),
  title: words,
  lines: z.array(z.object({ label: words.optional(), words })),
  stands: z.boolean(),
})

const view = z.object({
  revision,
  /** Stands for the whole record up to this revision; given back as `seen`. */
  mark: z.string(),
  /** Given whole on opening and after a stale message; otherwise only what the last deed changed. */
  whole: z.boolean(),
  entries: z.array(entry),
  steps: z.array(
    z.object({ id: z.string(), words, state: z.enum(['done', 'now', 'todo', 'passed']) }),
  ),
  prompt,
  notices: z.array(cited),
  alerts: z.array(cited.extend({ title: words, consequence: words, raised: z.boolean() })),
  contradictions: z.array(cited.extend({ raised: z.boolean() })),
  can: z.object({
    danger: z.boolean(),
    refer: z.boolean(),
    overview: z.boolean(),
    back: z.boolean(),
    notKnown: z.boolean(),
  }),
  about: z.object({ area: words, mode, words, source: words, until: words }).optional(),
})
export type View = z.infer<typeof view>

const paragraph = z.object({ kind: z.literal('paragraph'), words })
const quote = z.object({ kind: z.literal('quote'), label: words.optional(), words })
const list = z.object({ kind: z.literal('list'), items: z.array(words) })
const table = z.object({
  kind: z.literal('table'),
  columns: z.array(words),
  rows: z.array(z.array(words)),
})
const block = z.discriminatedUnion('kind', [paragraph, quote, list, table])
export type Block = z.infer<typeof block>

/** The words of a summary as headed sections; `level` 2 is a section, 3 a part of the one before. */
const document = z.object({
  title: words,
  training: words.optional(),
  prepared: words,
  sections: z.array(
    z.object({
      heading: words,
      level: z.union([z.literal(2), z.literal(3)]),
      blocks: z.array(block),
    }),
  ),
})
export type SummaryDocument = z.infer<typeof document>

const re = z.string().nullable()

export const serverMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('view'), re, view }),
  z.object({
    type: z.literal('rejected'),
    re,
    reason: z.enum(rejections),
    words,
    /** With `answer`: the part at fault and what is wrong with it. */
    fault: z.enum(answerFaults).optional(),
    part: z.string().optional(),
    /** Where the conversation stands, if the sender did not know. */
    view: view.optional(),
  }),
  z.object({
    type: z.literal('document'),
    re,
    format,
    /** A file name that says nothing of the child. */
    name: words,
    /** The document in its format; for `page`, its structure as JSON. */
    content: z.string(),
  }),
  /** The old key opens nothing any more. */
  z.object({ type: z.literal('key-kept'), re }),
  z.object({
    type: z.literal('code'),
    re,
    /** In groups of four digits, to be written down; it is shown this once. */
    code: z.string(),
    until: words,
  }),
  /** The session is deleted at this time, in words. */
  z.object({ type: z.literal('handed-over'), re, until: words }),
  /** Nothing of the session is left. */
  z.object({ type: z.literal('ended'), re }),
])
export type ServerMessage = z.infer<typeof serverMessage>
