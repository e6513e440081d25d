import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort, Served } from '../support/served.ts'
import { Canaries } from './scan-canaries.ts'
import { type Copied, copyFolder, filesOf, keysOf, sessionsIn, vacuumInto } from './scan-copies.ts'
import { type Find, Needles } from './scan-needles.ts'
import { ScanClient } from './scan-walk.ts'

// npm run scan:disk -- [--sessions 500]
// Every session types canaries over the real wire, and is then ended, handed over or kept. No canary, key
// or code may be in any file, log or metric, while the service runs, killed or stopped; nor anything that
// was sealed of a session that was erased.

const batch = 25

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A running service puts a new file in the place of an old one: what was listed can be gone before it is read. */
function unlessGone<Result>(read: () => Result, gone: Result): Result {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return gone
    throw error
  }
}

/** @returns counts; `found`, `keysLeft` and `sealedLeft` are what should not be there */
export async function scanDisk({ sessions }: { sessions: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-scan-'))
  const temp = join(folder, 'temp')
  mkdirSync(temp)
  const metricsPort = await freePort()
  const served = await Served.start({
    TMPDIR: temp,
    METRICS_PORT: String(metricsPort),
    MESSAGES_PER_SECOND: '100000',
    HANDED_OVER_MINUTES: '0.01',
    SWEEP_SECONDS: '0.2',
  })
  const canaries = new Canaries()
  const { needles } = canaries
  const erased = new Needles()
  const keys = `${served.data}-keys`
  const backup = join(folder, 'backup')
  const counts = { sessions, turns: 0, kills: 0, scans: 0, bytes: 0, vacuumed: 0, locked: 0 }
  const left = { found: 0, keysLeft: 0, sealedLeft: 0 }

  function scan(when: string, metrics = ''): void {
    const files = filesOf(served.data, keys, temp, backup)
    const found = files.flatMap((file) => unlessGone(() => needles.inFile(file), []))
    found.push(...needles.in(Buffer.from(served.log)), ...needles.in(Buffer.from(metrics)))
    counts.scans += 1
    for (const file of files) counts.bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0
    left.found += found.length
    say(when, found)
  }

  function scanForErased(when: string): void {
    const found = filesOf(served.data).flatMap((file) => unlessGone(() => erased.inFile(file), []))
    const events = found.filter(({ what }) => what === 'event').length
    left.sealedLeft += events
    left.keysLeft += found.length - events
    say(when, found)
  }

  const metrics = async () => (await fetch(`http://127.0.0.1:${metricsPort}/`)).text()

  /** Copies the folder as a backup would, and learns from the copy which keys to look for. */
  function backedUp(clients: ScanClient[]): Copied[] {
    copyFolder(served.data, backup)
    const ids = clients.map(({ ring }) => ring.session)
    const copied = sessionsIn(backup, ids)
    for (const one of copied) {
      const client = clients.find(({ ring }) => ring.session === one.stored.head.id)
      for (const key of keysOf(one, client?.ring.key ?? '', keys)) needles.addBytes('data key', key)
    }
    counts[
      vacuumInto(join(served.data, 'handrail.sqlite'), join(folder, 'live')) ? 'vacuumed' : 'locked'
    ] += 1
    if (vacuumInto(join(backup, 'handrail.sqlite'), join(backup, 'vacuumed'))) counts.vacuumed += 1
    return copied
  }

  async function killedWhile(work: Promise<unknown>[]): Promise<void> {
    await Promise.race([later(Math.random() * 1_000), Promise.allSettled(work)])
    await served.kill('SIGKILL')
    await Promise.allSettled(work)
    counts.kills += 1
    scan('killed')
    await served.start()
  }

  try {
    for (let begun = 0; begun < sessions; begun += batch) {
      const size = Math.min(batch, sessions - begun)
      const clients = Array.from({ length: size }, () => new ScanClient(served.url, canaries))
      const walked = clients.map((client) => client.begin())
      if ((begun / batch) % 4 === 0) {
        await killedWhile(walked)
        await Promise.all(clients.map((client) => client.comeBack()))
      } else await Promise.all(walked)
      await Promise.all(clients.map((client, index) => client.finish(index % 4 === 0)))
      for (const { view } of clients) counts.turns += view?.revision ?? 0
      const copied = backedUp(clients)
      scan('running', await metrics())

      const going = clients.filter((_, index) => index % 3 !== 2)
      const gone = new Set(going.map(({ ring }) => ring.session))
      for (const one of copied) if (gone.has(one.stored.head.id)) addSealed(erased, one)
      await Promise.all(going.map((client, index) => client.erase(index % 2 === 0)))
      scanForErased('erased')
      for (const client of clients) client.close()
    }
    await served.kill('SIGTERM')
    copyFolder(served.data, backup)
    if (vacuumInto(join(backup, 'handrail.sqlite'), join(backup, 'vacuumed'))) counts.vacuumed += 1
    scan('stopped')
    scanForErased('stopped')
    return { ...counts, needles: needles.size, sealed: erased.size, ...left }
  } finally {
    await served.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Has pieces looked for of everything that was kept of a session: its id, its ways in, its events. */
function addSealed(erased: Needles, { stored, events }: Copied): void {
  const { head, key, next, code, rest } = stored
  const ways = [key, next, code].flatMap((way) => (way ? [way.wrapped] : []))
  const hashes = [key, next].flatMap((way) => (way ? [Buffer.from(way.hash)] : []))
  const kinds = {
    event: events,
    'wrapped key': ways,
    'hash of a key': hashes,
    note: rest ? [rest] : [],
  }
  for (const [kind, all] of Object.entries(kinds)) {
    for (const bytes of all) {
      for (let at = 0; at + 16 <= bytes.length; at += 256) {
        erased.add(kind, bytes.subarray(at, at + 16), `at ${at}`)
      }
    }
  }
  erased.add('session id', Buffer.from(head.id))
}

function say(when: string, found: Find[]): void {
  const kinds = Map.groupBy(found, ({ what, writing }) => `${what} as ${writing}`)
  for (const [kind, all] of kinds) process.stderr.write(`${when}: ${kind}: ${all.length}\n`)
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { sessions: { type: 'string', default: '500' } } })
  const counts = await scanDisk({ sessions: Number(values.sessions) })
  process.stdout.write(`${JSON.stringify(counts)}\n`)
  // What the database leaves of a sealed event between its rows is ciphertext, and the key to it is gone.
  process.exit(counts.found + counts.keysLeft === 0 && counts.sealed > 0 ? 0 : 1)
}
