import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { interfaceWords } from '../../.build/site.mjs'
import { faultLine } from '../../content/fault-line.ts'
import { purposes } from '../../machines/earlier.ts'
import { paperIn, summaryIn } from '../documents/formats.ts'
import { analysisUse } from '../node/analysis-use.ts'
import { nodeCipher } from '../node/cipher.ts'
import { findPacks } from '../node/find-packs.ts'
import { openSqlite } from '../node/sqlite.ts'
import { play } from '../play.ts'
import { createRoom } from '../room.ts'
import { Session } from '../session.ts'
import { createSessions } from '../sessions.ts'
import { openStore } from '../store.ts'

// npm run consult -- --area A --script case.json [--paper call-sheet|note] [--format text|html|json] [--out FILE]
// Plays a file of answers through the session and writes the summary, or a paper of the consultation. Exits 3
// with the pending question where the script has no answer to it, and 2 on a script or an argument that is wrong,
// or where a document without identity would hold words that may say who the child is.

const papers = ['call-sheet', 'note'] as const
const formats = ['text', 'html', 'json'] as const

const caseScript = z.strictObject({
  area: z.string(),
  mode: z.enum(['live', 'rehearsal']).default('live'),
  /** The moment the case is played at; without it, now. */
  at: z.iso.datetime({ offset: true }).optional(),
  answers: z.record(z.string(), z.json()),
  again: z.record(z.string(), z.json()).default({}),
  /** The data of an earlier summary of the same child, or a file of it, named as seen from the script. */
  earlier: z.union([z.string(), z.record(z.string(), z.json())]).optional(),
  purpose: z.enum(purposes).default('plan-review'),
  /** By `<question>.<part>`: words there that look as if they said who the child is, and do not. */
  confirmed: z.record(z.string(), z.array(z.string())).optional(),
  then: z.array(z.strictObject({ change: z.string(), to: z.json() })).default([]),
})

function stop(code: 2 | 3, words: string): never {
  process.stderr.write(`${words}\n`)
  process.exit(code)
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        area: { type: 'string' },
        script: { type: 'string' },
        format: { type: 'string', default: 'text' },
        paper: { type: 'string' },
        out: { type: 'string' },
      },
    }).values
  } catch (error) {
    return stop(2, error instanceof Error ? error.message : 'The arguments could not be read.')
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return stop(2, `${path}: there is no readable JSON in this file.`)
  }
}

function readScript(path: string) {
  const reading = caseScript.safeParse(readJson(path))
  if (reading.success) {
    const { earlier, purpose, ...script } = reading.data
    if (earlier === undefined) return script
    const summary =
      typeof earlier === 'string' ? readJson(resolve(dirname(path), earlier)) : earlier
    return { ...script, earlier: { purpose, summary } }
  }
  const faults = reading.error.issues.map(
    (issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`,
  )
  return stop(2, faults.join('\n'))
}

const given = readArguments()
if (!given.script) stop(2, 'Name the script of answers: --script case.json')
const format = formats.find((one) => one === given.format)
if (!format) stop(2, `--format is one of ${formats.join(', ')}.`)
const paper = papers.find((one) => one === given.paper)
if (given.paper !== undefined && !paper) stop(2, `--paper is one of ${papers.join(', ')}.`)
const script = readScript(given.script)
if (given.area && given.area !== script.area) {
  stop(2, `${given.script}: area: the script is for ${script.area}, and --area says ${given.area}.`)
}

const areas = process.env.CONTENT_DIR ?? join(import.meta.dirname, '../../content/areas')
const analysis = analysisUse(process.env)
if ('faults' in analysis) stop(2, analysis.faults.join('\n'))
const { packs, faults } = await findPacks(areas, analysis.use)
if (faults.length > 0) stop(2, faults.map(faultLine).join('\n'))
if (!packs.has(script.area))
  stop(2, `${given.script}: area: there is no content for "${script.area}".`)

const at = script.at === undefined ? Date.now() : Date.parse(script.at)
const dayKey = nodeCipher.random(32)
const room = Number.MAX_SAFE_INTEGER
const sessions = createSessions({
  store: openStore(openSqlite(':memory:')),
  cipher: nodeCipher,
  dayKeys: { of: () => dayKey, make: () => dayKey, destroyBefore: () => {} },
  packs,
  clock: { now: () => at, steady: () => at },
  retention: { kept: 1, handedOver: 1, idle: 1 },
  room: createRoom({ record: room, tenant: room, address: room }, 1, () => at),
})
const session = sessions.open(
  {
    type: 'open',
    id: 'open',
    session: crypto.randomUUID(),
    key: Buffer.from(nodeCipher.random(32)).toString('base64url'),
    area: script.area,
    mode: script.mode,
  },
  {
    address: null,
    session: null,
    page: null,
    origin: '',
    from: '',
    waiting: false,
    gone: false,
    tell: () => {},
  },
  null,
)
if (!(session instanceof Session))
  stop(2, `${given.script}: the case could not begin (${session}).`)

const played = play(session, script, at)
if ('pending' in played) stop(3, `${played.pending}: ${played.title}`)
if ('wrong' in played) stop(2, `${given.script}: ${played.wrong}: ${played.why}`)

const view = session.caseView(at, paper !== undefined)
const open = view.pointedOut.map(
  ({ question, part, kind }) =>
    `${given.script}: ${question}.${part}: this may be ${interfaceWords[`identity.${kind}`]}. Replace it, or name it under "confirmed".`,
)
// The words themselves are said nowhere: what is printed here may be kept in a log.
if (open.length > 0) stop(2, [...new Set(open)].join('\n'))

const made = paper ? paperIn(view, paper, format) : summaryIn(view, format)
if (!made) stop(2, `${given.script}: area: there are no papers for "${script.area}".`)
const { content } = made
if (given.out) {
  try {
    writeFileSync(given.out, content)
  } catch {
    stop(2, `${given.out}: the document could not be written there.`)
  }
} else process.stdout.write(content)
