import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
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
import { diskWatch, makeRoom } from './node/disk-watch.ts'
import { findPacks } from './node/find-packs.ts'
import { groupCommit } from './node/group-commit.ts'
import { keyFiles } from './node/key-files.ts'
import { createMeter } from './node/meter.ts'
import { readSettings } from './node/settings.ts'
import { createSignIn } from './node/sign-in.ts'
import { signInSettings } from './node/sign-in-settings.ts'
import { createSockets } from './node/socket.ts'
import { openSqlite } from './node/sqlite.ts'
import { steadyClock } from './node/steady-clock.ts'
import { syncFolder } from './node/sync-folder.ts'
import { turnAbout } from './slices.ts'
import { ownerIn, readTenants } from './tenants.ts'

/** How long a stop waits for what is under way, in milliseconds. */
const patience = 2_000

const log = jsonLog((line) => process.stderr.write(`${line}\n`), Date.now)

function stop(...words: string[]): never {
  for (const line of words) process.stderr.write(`${line}\n`)
  process.stderr.write('Handrail did not start. Nothing was changed.\n')
  process.exit(1)
}

overwriteFreedMemory()

const reading = readSettings(process.env)
if ('faults' in reading) stop(...reading.faults)
const settings = reading

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Opens something of the deployer's, or stops with a sentence that names its setting and its place. */
function opened<Opened>(setting: string, what: string, open: () => Opened): Opened {
  try {
    return open()
  } catch (error) {
    return stop(`${setting}: ${what} could not be opened (${codeOf(error)}).`)
  }
}

/** What is kept is for the account that runs this and for no other. */
function openData() {
  const { dataDir, keyDir } = settings
  process.umask(0o077)
  const data = opened('DATA_DIR', `the database in ${dataDir}`, () => {
    mkdirSync(dataDir, { recursive: true })
    makeRoom(dataDir, settings.disk)
    const store = openSqlite(join(dataDir, 'handrail.sqlite'), { batched: true })
    for (const file of readdirSync(dataDir)) chmodSync(join(dataDir, file), 0o600)
    return { store, clock: steadyClock(join(dataDir, 'clock.json')) }
  })
  const unsealed = `select 1 as found from sqlite_master where name = 'event' and sql like '%deed%'`
  if (data.store.all(unsealed).length > 0) {
    stop(`DATA_DIR: the database in ${dataDir} is of version 0.1.0, which is not read. Delete it.`)
  }
  const dayKeys = opened('KEY_DIR', `the keys in ${keyDir}`, () => keyFiles(keyDir, nodeCipher))
  return { ...data, dayKeys }
}

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

const { store, clock, dayKeys } = openData()
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
const disk = diskWatch(settings.dataDir, settings.disk, store, (room) =>
  log({ kind: 'disk', room }),
)
disk.look()
setInterval(() => {
  memory = process.memoryUsage.rss()
  disk.look()
}, 250).unref()

let stopping = false
const { app: service, conversation } = createApp(
  packs,
  {
    sql: store,
    cipher: nodeCipher,
    dayKeys: { ...dayKeys, make: (day) => onDisk(() => dayKeys.make(day)) },
    clock,
    addressOf,
    upgrade: sockets.upgrade,
    log,
    tally: meter.tally,
    full: () => memory > settings.memory,
    disk: disk.room,
    slices: turnAbout((step) => disk.round(step, commits.flush)),
    ready: () => !stopping,
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
  tidy(() => {
    const { letGo, erased } = conversation.sweep()
    clean(letGo)
    void Promise.resolve(erased).then(commits.flush, commits.fail)
  })
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
