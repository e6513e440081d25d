import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { interfaceWords } from '../../.build/site.mjs'
import { faultLine } from '../../content/fault-line.ts'
import { createApp } from '../app.ts'
import { jsonLog } from '../log.ts'
import { turnAbout } from '../slices.ts'
import type { Tally } from '../tally.ts'
import { ownerIn, readTenants } from '../tenants.ts'
import { addressOf } from './address-of.ts'
import { createBackups } from './backups.ts'
import { nodeCipher } from './cipher.ts'
import { memoryCleaner } from './clean-memory.ts'
import { compressing } from './compressing.ts'
import { isShortOfDescriptors, roomForSockets } from './descriptors.ts'
import { diskWatch } from './disk-watch.ts'
import { codeOf } from './error-code.ts'
import { findPacks } from './find-packs.ts'
import { createGate } from './gate.ts'
import { groupCommit } from './group-commit.ts'
import { guarded } from './guarded.ts'
import { listen } from './listen.ts'
import { memoryWatch } from './memory-watch.ts'
import { noPort, opened, stop } from './not-started.ts'
import { openData } from './open-data.ts'
import { readSettings } from './settings.ts'
import { sharesOf } from './shares.ts'
import { type SignInSettings, signInSettings } from './sign-in-settings.ts'
import { createSockets } from './socket.ts'
import { syncFolder } from './sync-folder.ts'

/** How long a stop waits for what is under way, in milliseconds. */
const patience = 2_000

const log = jsonLog((line) => process.stderr.write(`${line}\n`), Date.now)

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

const { metricsPort } = settings

/** What only some deployers use is loaded for them alone. */
async function metered(port: number): Promise<Tally> {
  const { serveMetrics } = await import('./metrics.ts')
  const counts = { connections: () => sockets.count(), sockets: () => gate.count() }
  return serveMetrics(port, counts).catch(noPort('METRICS_PORT', port))
}
const tally = metricsPort === null ? () => {} : await metered(metricsPort)

const { store, clock, keyFolder } = openData(settings)
const { keys } = keyFolder
const commits = groupCommit(store, tally, (error) => {
  log({ kind: 'storage-failed', code: codeOf(error) })
  process.exitCode = 1
  // Those who are refused are told first.
  setImmediate(end)
})
const shares = sharesOf(settings, roomForSockets())
const gate = createGate({
  most: shares.sockets,
  // A proxy holds everyone's.
  each: settings.trustProxy ? shares.sockets : shares.socketsEach,
  life: settings.patience * 4,
  tally,
  log,
})
/** Where nobody waits for an answer, what failed is logged; a shortage of the system's passes. */
function failed(error: unknown): void {
  if (isShortOfDescriptors(error)) gate.shed(codeOf(error))
  else log({ kind: 'fault', id: randomUUID(), error })
}
const sockets = createSockets({
  conversation: () => conversation,
  commits,
  tally,
  most: shares.connections,
  each: shares.connectionsEach,
  patience: settings.patience,
  idle: settings.retention.idle,
  addressOf: addressOf(settings.trustProxy),
  ownerOf: ownerIn(tenants),
  failed,
})
/**
 * Does what the disk may fail at; if it does, the service stops as after a commit that failed. Where there was only
 * no file left to open, nothing was begun, and it is done another time.
 */
function onDisk<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (isShortOfDescriptors(error)) failed(error)
    else commits.fail(error)
    throw error
  }
}

const disk = diskWatch(settings.dataDir, settings.disk, store, (room) =>
  log({ kind: 'disk', room }),
)
disk.look()
setInterval(disk.look, 250).unref()

const { backup } = settings
const backups =
  backup &&
  createBackups(backup, { ...settings, store, flush: commits.flush, room: disk.room, log })

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
    addressOf: addressOf(settings.trustProxy),
    upgrade: sockets.upgrade,
    log,
    tally,
    full: memoryWatch(settings.memory, failed),
    disk: disk.room,
    slices: turnAbout((step) => disk.round(step, commits.flush)),
    ready: () => !stopping && keysReadable,
  },
  { ...settings, tenants },
)
// SQLite makes do with a folder that cannot be synced; a log that is not found again would be empty.
opened('DATA_DIR', `the database in ${settings.dataDir}`, () => {
  store.commit()
  syncFolder(settings.dataDir)
})
async function withSignIn(asked: SignInSettings) {
  const { createSignIn } = await import('./sign-in.ts')
  return createSignIn(asked, { words: interfaceWords, log, now: Date.now }).around(service)
}
const app = signIn ? await withSignIn(signIn) : service

const server = await listen({
  ...settings,
  fetch: compressing(app.fetch),
  webSockets: sockets.server,
  gate,
  failed,
}).catch(noPort('PORT', settings.port))
const { port } = server.address() as AddressInfo
if (process.getuid?.() === 0) {
  process.stderr.write('Handrail runs as root and needs nothing of root: give it an account.\n')
}
process.stdout.write(`Handrail is at http://localhost:${port}\n`)
log({ kind: 'started', port })

/** The same, where nobody waits for what comes of it. */
function tidy(work: () => void): void {
  try {
    onDisk(work)
  } catch {
    // The service is stopping by now.
  }
}

const clean = memoryCleaner(settings.retention.idle / 5)
function sweep(): void {
  disk.look()
  tidy(() => {
    const { letGo, erased } = conversation.sweep()
    clean(letGo)
    void Promise.resolve(erased).then(commits.flush, (error) =>
      tidy(() => {
        throw error
      }),
    )
  })
  tidy(lookForKeys)
  commits.flush()
}
const note = () =>
  commits.hold(
    () => tidy(clock.note),
    () => {},
  )
const sweeping = [sweep, note].map((work) =>
  setInterval(guarded(work, failed), settings.sweepEvery),
)

/** Refuses what is new, lets what is under way be kept and said, and asks every client to come back. */
function end(): void {
  if (stopping) return
  stopping = true
  sweeping.forEach(clearInterval)
  const letGo = Promise.resolve(backups?.stop())
  const gone = async () => {
    await letGo
    if (!process.exitCode) tidy(clock.note)
    tidy(store.close)
    log({ kind: 'stopped' })
    process.exit()
  }
  server.close(gone)
  setTimeout(() => {
    gate.end()
    setTimeout(gone, patience).unref()
  }, patience).unref()
  commits.flush()
  sockets.drain()
}

process.on('uncaughtException', (error) => {
  failed(error)
  process.exitCode = 1
  end()
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
