import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { interfaceWords } from '../.build/site.mjs'
import { faultLine } from '../content/fault-line.ts'
import { createApp } from './app.ts'
import { jsonLog } from './log.ts'
import { nodeCipher } from './node/cipher.ts'
import { memoryCleaner, overwriteFreedMemory } from './node/clean-memory.ts'
import { compressing } from './node/compressing.ts'
import { codeOf } from './node/error-code.ts'
import { findPacks } from './node/find-packs.ts'
import { groupCommit } from './node/group-commit.ts'
import { createMeter } from './node/meter.ts'
import { opened, stop } from './node/not-started.ts'
import { openData } from './node/open-data.ts'
import { readSettings } from './node/settings.ts'
import { createSignIn } from './node/sign-in.ts'
import { signInSettings } from './node/sign-in-settings.ts'
import { createSockets } from './node/socket.ts'
import { syncFolder } from './node/sync-folder.ts'
import { ownerIn, readTenants } from './tenants.ts'

/** How long a stop waits for what is under way, in milliseconds. */
const patience = 2_000

const log = jsonLog((line) => process.stderr.write(`${line}\n`), Date.now)

overwriteFreedMemory()

const reading = readSettings(process.env)
if ('faults' in reading) stop(...reading.faults)
const settings = reading

async function readContent() {
  try {
    return await findPacks(settings.contentDir, settings.analysis)
  } catch {
    return stop(`CONTENT_DIR: there is no readable folder at ${settings.contentDir}.`)
  }
}

const { packs, faults } = await readContent()
if (faults.length > 0) stop(...faults.map(faultLine))
if (packs.size === 0) stop(`CONTENT_DIR: there is no area below ${settings.contentDir}.`)

const { tenantsFile } = settings
const named =
  tenantsFile === null
    ? '[]'
    : opened('TENANTS', `the file ${tenantsFile}`, () => readFileSync(tenantsFile, 'utf8'))
const tenanting = readTenants(named, [...packs.keys()])
if ('faults' in tenanting) stop(...tenanting.faults)
const { tenants } = tenanting

const signIn = signInSettings(process.env)
if (signIn && 'faults' in signIn) stop(...signIn.faults)

const { store, clock, keyFolder } = openData(settings)
const { keys } = keyFolder
const meter = createMeter(() => sockets.count())
const commits = groupCommit(store, meter.tally, (error) => {
  log({ kind: 'storage-failed', code: codeOf(error) })
  process.exitCode = 1
  // Those who are refused are told first.
  setImmediate(end)
})
function addressOf(context: Context): string {
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  const direct = getConnInfo(context).remote.address ?? ''
  return settings.trustProxy ? (forwarded ?? direct) : direct
}
const sockets = createSockets({
  conversation: () => conversation,
  commits,
  tally: meter.tally,
  most: settings.mostConnections,
  patience: settings.patience,
  idle: settings.retention.idle,
  addressOf,
  ownerOf: ownerIn(tenants),
})
/** Does what the disk may fail at; if it does, the service stops as after a commit that failed. */
function onDisk<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    commits.fail(error)
    throw error
  }
}

/** Asking the system costs as much as half a turn, so it is asked now and then. */
let memory = process.memoryUsage.rss()
setInterval(() => {
  memory = process.memoryUsage.rss()
}, 250).unref()

let stopping = false
let keysReadable = true
/** Looks whether the keys are still there, and says so where that has changed. */
function lookForKeys(): void {
  const before = keysReadable
  keysReadable = keyFolder.isReadable()
  if (keysReadable !== before) log({ kind: 'keys', readable: keysReadable })
}

const { app: service, conversation } = createApp(
  packs,
  {
    sql: store,
    cipher: nodeCipher,
    dayKeys: { ...keys, make: (day) => onDisk(() => keys.make(day)) },
    clock,
    addressOf,
    upgrade: sockets.upgrade,
    log,
    tally: meter.tally,
    full: () => memory > settings.memory,
    ready: () => !stopping && keysReadable,
  },
  { ...settings, tenants },
)
// SQLite makes do with a folder that cannot be synced; a log that is not found again would be empty.
opened('DATA_DIR', `the database in ${settings.dataDir}`, () => {
  store.commit()
  syncFolder(settings.dataDir)
})
const app = signIn
  ? createSignIn(signIn, { words: interfaceWords, log, now: Date.now }).around(service)
  : service

const server = serve(
  {
    fetch: compressing(app.fetch),
    port: settings.port,
    hostname: settings.hostname,
    websocket: { server: sockets.server },
    serverOptions: {
      headersTimeout: settings.patience,
      requestTimeout: settings.patience,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.ceil(settings.patience / 8),
    },
  },
  ({ port }) => {
    process.stdout.write(`Handrail is at http://localhost:${port}\n`)
    log({ kind: 'started', port })
  },
)
server.on('error', (error: NodeJS.ErrnoException) => {
  const { port } = settings
  stop(error.code === 'EADDRINUSE' ? `PORT: ${port} is taken. Set another.` : `PORT: ${error.code}`)
})

if (settings.metricsPort !== null) {
  createServer((_, response) => {
    void meter.text().then((text) => response.end(text))
  }).listen(settings.metricsPort, '127.0.0.1')
}

/** The same, where nobody waits for what comes of it. */
function tidy(work: () => void): void {
  try {
    onDisk(work)
  } catch {
    // The service is stopping by now.
  }
}

const clean = memoryCleaner(settings.retention.idle / 5)
const sweeping = setInterval(() => {
  tidy(() => clean(conversation.sweep()))
  tidy(lookForKeys)
  commits.hold(
    () => tidy(clock.note),
    () => {},
  )
}, settings.sweepEvery)

/** Refuses what is new, lets what is under way be kept and said, and asks every client to come back. */
function end(): void {
  if (stopping) return
  stopping = true
  clearInterval(sweeping)
  const gone = () => {
    if (!process.exitCode) tidy(clock.note)
    tidy(store.close)
    log({ kind: 'stopped' })
    process.exit()
  }
  server.close(gone)
  setTimeout(() => {
    sockets.terminate()
    if ('closeAllConnections' in server) server.closeAllConnections()
    setTimeout(gone, patience).unref()
  }, patience).unref()
  commits.flush()
  sockets.drain()
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
