import { z } from 'zod'
import { answerFaults, notKnown } from '../machines/answer.ts'
import { purposes } from '../machines/earlier.ts'
import { identifierActs } from '../machines/identifier-deed.ts'
import { identifyingKinds } from '../machines/identifying/identifying.ts'

/**
 * The wire: JSON text frames, each an object with a `type`.
 *
 * The first frame of a connection is `open`; it makes the session or comes back to it. Every later
 * message carries an `id` of the sender's own, and a deed also the `revision` it answers. The id that the
 * session kept last gets the same reply again; an older one, and any other revision than the current one, gets
 * `rejected` with `stale` and the current view, and changes nothing. Each message gets one reply, under
 * its id as `re`; what the service says of itself, such as `taken-over`, has `re` null.
 *
 * The descriptions and examples here are published: `npm run asyncapi` makes `docs/asyncapi.json` of them.
 */

/** The largest frame that is read, in bytes of UTF-8. */
export const frameLimit = 16 * 1024

const id = z.string().min(1).max(64).describe('The sender’s own: a new one for each new message.')
const name = z.string().min(1).max(64)
const revision = z.number().int().nonnegative().describe('Counts what the session has kept.')
const asked = name.meta({ description: 'The id of a question.', examples: ['missing'] })
const mode = z.enum(['live', 'rehearsal'])
const key = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .meta({
    description: '256 random bits in base64url. The server keeps only a hash.',
    examples: ['A'.repeat(43)],
  })

const deed = { id, revision }

/** Read against its question by `readAnswer`, so that what is wrong with it can be said. */
const given = z.unknown().meta({
  description:
    '`not-known`, or an object with a value for each part by its id: the id of an option, a list of such ids, text, a date such as `2026-03-14`, or a list of rows, each with text by column id. A question of one part, or of one that is required, also takes the bare value. What does not fit the question is refused with `answer`.',
  examples: [
    { fits: ['often-short'], seen: 'Out of school, most weeks.', saidBy: 'attendance log' },
  ],
})

/** The formats a summary can leave in; `page` is its structure, for a page to draw. */
const documentFormats = ['page', 'html', 'text', 'json'] as const
const format = z.enum(documentFormats)
export type DocumentFormat = z.infer<typeof format>

const paper = z.enum(['call-sheet', 'note'])

export const clientMessage = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('open'),
      id,
      session: z.uuid().meta({
        description:
          'A random id of the client’s making; it addresses the session and opens nothing by itself.',
        examples: ['7d3c1f64-0b0e-4c1a-9a52-2f6f1f0f8d11'],
      }),
      key,
      area: name.optional().meta({
        description: 'Given to begin a session; left out, only a session that exists is opened.',
        examples: ['southwark'],
      }),
      mode: mode.optional().meta({ examples: ['rehearsal'] }),
      next: key.optional().meta({
        description:
          'A key to be used from now on, which `key-kept` confirms. Until then both open the session, so that a lost reply locks nobody out.',
        examples: ['B'.repeat(43)],
      }),
      code: z
        .string()
        .max(64)
        .optional()
        .meta({
          description:
            'The code that was written down. It opens the session for `key`, which is new and waits to be confirmed as `next` does.',
          examples: ['4821 0937 5526 1184 9032 7741'],
        }),
      page: z
        .uuid()
        .optional()
        .meta({
          description:
            'Made anew by each load of a page: the same page may come back over a new connection while its old one is not yet known to be dead.',
          examples: ['0f8d117d-3c1f-4640-b0e4-c1a9a522f6f1'],
        }),
      takeOver: z
        .boolean()
        .optional()
        .meta({
          description: 'Speaks here from now on, though the session is open elsewhere.',
          examples: [true],
        }),
      seen: z
        .strictObject({ revision, mark: z.string().max(64) })
        .optional()
        .meta({
          description:
            'The newest view this client has seen, so that a record put back to an earlier state is noticed.',
          examples: [{ revision: 2, mark: '0123456789abcdef' }],
        }),
    })
    .describe('Begins a session, or comes back to one with its key or with a code.'),
  z
    .strictObject({ type: z.literal('key-kept'), id })
    .describe('The second half of a change of key: the old one opens nothing any more.'),
  z
    .strictObject({ type: z.literal('code'), id })
    .describe('Asks for a code to write down, in place of any given before.'),
  z
    .strictObject({ type: z.literal('handed-over'), id })
    .describe('Says that the summary has been passed on: what is kept here is deleted soon after.'),
  z
    .strictObject({ type: z.literal('end'), id })
    .describe('Has everything of the session erased now.'),
  z
    .strictObject({ type: z.literal('answer'), ...deed, question: asked, value: given })
    .describe('Answers the question that the view asks.'),
  z
    .strictObject({ type: z.literal('revisit'), ...deed, question: asked })
    .describe('Opens a question again, to change its answer or to give one at last.'),
  z
    .strictObject({ type: z.literal('back'), ...deed })
    .describe('Goes back to the question before.'),
  z
    .strictObject({ type: z.literal('danger'), ...deed })
    .describe('Says that someone is in danger now.'),
  z
    .strictObject({ type: z.literal('refer'), ...deed })
    .describe('Goes on to refer with what has been given so far.'),
  z
    .strictObject({ type: z.literal('overview'), ...deed })
    .describe('Goes to the overview of the screening’s sections.'),
  z
    .strictObject({
      type: z.literal('domain'),
      ...deed,
      domain: name.meta({ examples: ['missing'] }),
    })
    .describe('Begins a section of the screening, or comes back to it.'),
  z
    .strictObject({ type: z.literal('leave-screening'), ...deed })
    .describe('Leaves the screening and goes on.'),
  z
    .strictObject({ type: z.literal('check'), ...deed })
    .describe('Says that the answers read back are right, and goes on.'),
  z
    .strictObject({
      type: z.literal('earlier'),
      ...deed,
      purpose: z.enum(purposes).describe('Why the child is screened again.'),
      summary: z.unknown().meta({
        description:
          'From the data of an earlier summary of the same child: its keys `format`, `version`, `mode`, `preparedAt`, `pack` and `beside`. What is no such summary, or is for another area or mode, is refused with `earlier`.',
        examples: [
          {
            format: 'handrail-summary',
            version: 1,
            mode: 'live',
            preparedAt: '2026-05-03T14:00:00.000Z',
            pack: { area: 'southwark' },
            beside: { ticked: [], alerts: [], plan: [] },
          },
        ],
      }),
    })
    .describe('Lays an earlier summary of the same child beside this conversation.'),
  z
    .strictObject({
      type: z.literal('identifier'),
      ...deed,
      question: asked,
      part: name.meta({ description: 'The id of a part of that question.', examples: ['seen'] }),
      words: z
        .string()
        .min(1)
        .max(2_500)
        .meta({
          description:
            'Words of the answer that stands, exactly as the search finds them there. Any others are refused with `not-now`.',
          examples: ['07700 900123'],
        }),
      act: z
        .enum(identifierActs)
        .describe(
          'Puts words such as “the child” or “a phone number” in their place, or words for somebody else’s name; or confirms that they are not the child’s.',
        ),
    })
    .describe(
      'Deals with words that may say who the child is. Nothing is asked again, and no decision is opened.',
    ),
  z
    .strictObject({
      type: z.literal('document'),
      id,
      format,
      paper: paper.optional().meta({
        description:
          'In place of the summary, a paper that holds no field that names the child: the sheet for a call without identity, or the note of it for the record.',
        examples: ['call-sheet'],
      }),
    })
    .describe('Asks for the summary as it stands, or for a paper beside it; nothing changes.'),
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
  'earlier',
  'id-reused',
  'not-saved',
  'too-long',
  'elsewhere',
  'taken-over',
  'locked',
  'expired',
  'wrong-code',
  'no-key',
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
  verified: words
    .optional()
    .describe('The month it was last checked, in words; absent for a number that does not change.'),
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
  mayName: z
    .boolean()
    .optional()
    .describe('True where what is written could say who the child is.'),
  options: z.array(option).optional(),
  columns: z.array(z.object({ id: z.string(), words, limit: z.number() })).optional(),
})

const partValue = z.union([
  z.string(),
  z.array(z.string()),
  z.array(z.record(z.string(), z.string())),
])
const answer = z.union([z.literal(notKnown), z.record(z.string(), partValue)])

const topic = z.object({
  id: z.string(),
  title: words,
  open: z.boolean().optional().describe('True where it is to be read before answering.'),
  items: z.array(z.object({ term: words.optional(), words, source: words })),
})

const help = z
  .array(topic)
  .optional()
  .describe(
    'What can be read beside the question. It comes with it, so that nothing shows which was opened.',
  )

const question = z.object({
  id: z.string(),
  section: words
    .optional()
    .describe('Where the question belongs to a section of the screening, the section’s own title.'),
  title: words,
  why: words,
  source: words,
  hint: words.optional(),
  notes: z.array(cited),
  contacts: z.array(contact),
  help,
  parts: z.array(part),
  value: answer
    .optional()
    .describe(
      'What was answered before, to be kept or changed: `not-known` or a value for each part.',
    ),
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
    help,
    domains: z.array(domain),
    next: z.string().nullable(),
  }),
  z.object({
    waits: z.literal('checking'),
    unanswered: z
      .array(z.object({ by: z.enum(['revisit', 'domain']), id: z.string(), title: words }))
      .describe('Passed over so far; each can be answered from here, by `revisit` or by `domain`.'),
  }),
  z.object({ waits: z.literal('leaving') }),
])

/** An answer read back in words. */
const entry = z.object({
  question: z.string(),
  title: words,
  lines: z.array(
    z.object({
      label: words.optional(),
      words,
      mayName: z
        .boolean()
        .optional()
        .describe(
          'True for what was written, is in every summary, and could say who the child is.',
        ),
    }),
  ),
  stands: z.boolean().describe('False once something it was drawn from has changed.'),
})

const view = z.object({
  revision,
  mark: z
    .string()
    .describe('Stands for the whole record up to this revision; given back as `seen`.'),
  whole: z
    .boolean()
    .describe(
      'Given whole on opening and after a stale message; otherwise only what the last deed changed.',
    ),
  entries: z.array(entry),
  steps: z.array(
    z.object({ id: z.string(), words, state: z.enum(['done', 'now', 'todo', 'passed']) }),
  ),
  prompt,
  anonymous: z
    .boolean()
    .describe(
      'True while the person consults without saying who the child is: a page then points out what could, before it is sent.',
    ),
  pointedOut: z
    .array(
      z.object({
        question: z.string(),
        part: z.string(),
        title: words.describe('The question the words stand in, as it is headed.'),
        words,
        kind: z.enum(identifyingKinds),
        formal: z
          .boolean()
          .describe('Whether it is left out of every paper until it is dealt with.'),
      }),
    )
    .optional()
    .describe(
      'While `anonymous`: what in the answers may say who the child is, and was neither replaced nor confirmed.',
    ),
  confirmed: z
    .array(z.object({ question: z.string(), part: z.string(), words }))
    .optional()
    .describe('While `anonymous`: words that the person has said are not the child’s.'),
  papers: z.array(paper).describe('The papers of use at this place, beside the summary.'),
  notices: z.array(cited),
  alerts: z.array(cited.extend({ title: words, consequence: words, raised: z.boolean() })),
  withdrawn: words
    .optional()
    .describe('Names the alerts that stood before the last deed and stand no longer.'),
  contradictions: z.array(cited.extend({ raised: z.boolean() })),
  can: z.object({
    danger: z.boolean(),
    refer: z.boolean(),
    overview: z.boolean(),
    back: z.boolean(),
    notKnown: z.boolean(),
    earlier: z.boolean().describe('Whether an earlier summary can be laid beside this one.'),
  }),
  about: z
    .object({
      area: words,
      mode,
      words,
      source: words,
      until: words,
      earlier: words.optional().describe('Which earlier summary is laid beside this one, and why.'),
    })
    .optional()
    .describe('Given with a whole view, and once an earlier summary is laid beside it.'),
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
const diagram = z
  .object({
    kind: z.literal('diagram'),
    title: words,
    description: words,
    width: z.number(),
    height: z.number(),
    nodes: z.array(
      z.object({
        label: words,
        shape: z.enum(['person', 'place']),
        x: z.number(),
        y: z.number(),
        labelX: z.number(),
        labelY: z.number(),
        side: z.enum(['start', 'middle', 'end']).describe('Where the label is held.'),
      }),
    ),
    lines: z.array(z.object({ x1: z.number(), y1: z.number(), x2: z.number(), y2: z.number() })),
  })
  .describe('A drawing of a network; the tables after it hold the same.')
const block = z.discriminatedUnion('kind', [paragraph, quote, list, table, diagram])
export type Block = z.infer<typeof block>

/** The words of a summary as headed sections; `level` 2 is a section, 3 a part of the one before. */
const document = z.object({
  urgent: words
    .optional()
    .describe('Stands first while someone is in danger and 999 is not known to have been called.'),
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

const re = z.string().nullable().describe('The id it answers; null where none could be read.')

export const serverMessage = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal('view'), re, view })
    .describe('Shows what comes next; what it acknowledges is kept.'),
  z
    .object({
      type: z.literal('rejected'),
      re,
      reason: z.enum(rejections),
      words,
      fault: z
        .enum(answerFaults)
        .optional()
        .describe('With `answer`: the part at fault and what is wrong with it.'),
      part: z.string().optional(),
      view: view.optional().describe('Where the conversation stands, if the sender did not know.'),
    })
    .describe('Refuses a message, in words for a person; nothing was changed.'),
  z
    .object({
      type: z.literal('document'),
      re,
      format,
      name: words.describe('A file name that says nothing of the child.'),
      content: z
        .string()
        .describe('The document in its format; for `page`, its structure as JSON.'),
    })
    .describe('Brings the summary in the format asked for.'),
  z
    .object({ type: z.literal('key-kept'), re })
    .describe('Confirms that the old key opens nothing any more.'),
  z
    .object({
      type: z.literal('code'),
      re,
      code: z
        .string()
        .describe('24 digits in groups of four, to be written down; they are shown this once.'),
      until: words,
    })
    .describe('Gives a code that opens the session until it is deleted, at the time in words.'),
  z
    .object({ type: z.literal('handed-over'), re, until: words, next: z.array(block) })
    .describe('Says when the session is now deleted, and what follows from here.'),
  z
    .object({ type: z.literal('ended'), re })
    .describe('Confirms that nothing of the session is left.'),
])
export type ServerMessage = z.infer<typeof serverMessage>

/** The pieces that the published document names once and refers to. */
const shared = { view, prompt, question, part, answer, contact, entry, cited, topic }
for (const [id, piece] of Object.entries(shared)) z.globalRegistry.add(piece, { id })
