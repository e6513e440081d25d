import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'

// npm run torture:keys -- [--times 5] [--clients 3] [--only 'lost while it runs,clock back']
// Takes the keys of the days away from under conversations, in every way a deployer might by mistake, gives
// them back, and counts what was replaced, harmed or falsely called deleted meanwhile and after.

const day = 86_400_000
const env = { SWEEP_SECONDS: '0.1' }

const counts = { attacks: 0, refusedStarts: 0, notReady: 0, refused: 0, opened: 0 }
const wrong = { replaced: 0, damaged: 0, falselyDeleted: 0, lost: 0, silent: 0 }

/** The keys of one service's folder, by file. */
const keysIn = (folder: string) =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.key'))
      .map((name) => [name, readFileSync(join(folder, name), 'hex')]),
  )

/** A service with conversations in it, and its keys as they were. */
class Place {
  readonly served: Served
  /** The clients, and how long the record of each is. */
  readonly clients = new Map<WireClient, number>()
  keys = new Map<string, string>()

  private constructor(served: Served) {
    this.served = served
  }

  /** @param shifted by how much its time differs from the true one */
  static async with(clients: number, shifted = 0): Promise<Place> {
    const served = await Served.prepare({ ...env, RETENTION_HOURS: '700' })
    const place = new Place(served)
    if (shifted !== 0) place.shift(shifted)
    await served.start()
    for (let count = 0; count < clients; count += 1) {
      const client = new WireClient(served.url)
      await client.open()
      await client.send({ type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' })
      client.close()
      place.clients.set(client, 1)
    }
    place.keys = keysIn(place.folder)
    return place
  }

  get folder(): string {
    return `${this.served.data}-keys`
  }

  get key(): string {
    return join(this.folder, [...this.keys.keys()][0] ?? '')
  }

  get clock(): string {
    return join(this.served.data, 'clock.json')
  }

  shift(by: number): void {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const note = { steady: Date.now() + by, wall: Date.now(), up: uptime() * 1000, boot }
    writeFileSync(this.clock, JSON.stringify(note))
  }

  /** Starts it, where it lets itself be started. */
  async start(): Promise<boolean> {
    await this.served.kill('SIGTERM')
    try {
      await this.served.start()
      return true
    } catch {
      counts.refusedStarts += 1
      if (!/^KEY_DIR: .+\.$/m.test(this.served.log)) wrong.silent += 1
      return false
    }
  }

  /** Everyone comes back, and somebody new comes. @param whole whether every conversation has to open */
  async visit(whole: boolean): Promise<void> {
    for (const client of [...this.clients.keys(), new WireClient(this.served.url)]) {
      const revision = this.clients.get(client)
      const reply = await client.open(revision === undefined ? 'southwark' : null)
      client.close()
      if (reply.type === 'view') {
        counts.opened += 1
        if (revision === undefined) this.clients.set(client, 0)
        else if (reply.view.revision !== revision) wrong.lost += 1
        continue
      }
      counts.refused += 1
      const reason = reply.type === 'rejected' ? reply.reason : reply.type
      if (reason === 'damaged' || reason === 'rewound') wrong.damaged += 1
      else if (reason === 'expired' || reason === 'unknown-session') wrong.falselyDeleted += 1
      else if (whole) wrong.lost += 1
    }
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.served.url}/readyz`)).status === 200
  }

  /** Holds the keys that are there against those that were. */
  compare(): void {
    const now = keysIn(this.folder)
    for (const [name, key] of this.keys) if (now.get(name) !== key) wrong.replaced += 1
  }
}

/** What is done to the key or to its folder while nothing runs, and how it is undone. */
const spoilt: Record<string, (place: Place) => () => void> = {
  unreadable(place) {
    const { key } = place
    renameSync(key, `${place.folder}.aside`)
    symlinkSync(key, key)
    return () => {
      // Whatever stands there now that is no such link was put in the place of a key.
      if (isThere(key)) wrong.replaced += 1
      rmSync(key, { force: true })
      renameSync(`${place.folder}.aside`, key)
    }
  },
  away(place) {
    renameSync(place.folder, `${place.folder}.aside`)
    return () => {
      if (existsSync(place.folder) && keysIn(place.folder).size > 0) wrong.replaced += 1
      rmSync(place.folder, { recursive: true, force: true })
      renameSync(`${place.folder}.aside`, place.folder)
    }
  },
  lost(place) {
    const { key } = place
    renameSync(key, `${place.folder}.aside`)
    return () => {
      if (isThere(key)) wrong.replaced += 1
      renameSync(`${place.folder}.aside`, key)
    }
  },
  short: (place) => overwritten(place, (key) => key.subarray(0, 10)),
  another: (place) => overwritten(place, (key) => key.map((byte) => byte ^ 1)),
}

function overwritten({ key }: Place, change: (key: Buffer) => Uint8Array) {
  const before = readFileSync(key)
  const after = change(Buffer.from(before))
  writeFileSync(key, after)
  return () => {
    if (!readFileSync(key).equals(after)) wrong.replaced += 1
    writeFileSync(key, before)
  }
}

function isThere(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

/** Spoils it between two starts. */
async function whileItIsDown(place: Place, spoil: (place: Place) => () => void): Promise<void> {
  await place.served.kill('SIGTERM')
  const mend = spoil(place)
  if (await place.start()) await place.visit(false)
  await place.served.kill('SIGTERM')
  mend()
}

/** Spoils it under a service that runs, which has to say that it is not ready. */
async function whileItRuns(place: Place, spoil: (place: Place) => () => void): Promise<void> {
  const mend = spoil(place)
  for (let tries = 0; tries < 200 && (await place.isReady().catch(() => false)); tries += 1) {
    await pause(50)
  }
  if (place.served.exitCode === null) {
    if (await place.isReady()) wrong.silent += 1
    else counts.notReady += 1
    await place.visit(false)
  }
  mend()
}

/** Another service on the same folder: one with a database of its own, or one with a copy of this one's. */
async function shared(place: Place, copied: boolean): Promise<void> {
  const other = await Served.prepare({ ...env, KEY_DIR: place.folder })
  if (copied) {
    await place.served.kill('SIGTERM')
    cpSync(place.served.data, other.data, { recursive: true })
    await place.served.start()
  }
  try {
    await other.start()
    await pause(500)
  } catch {
    counts.refusedStarts += 1
    if (!/^KEY_DIR: .+\.$/m.test(other.log)) wrong.silent += 1
  }
  await place.visit(true)
  await other.end()
}

/** The time on the wall is days behind, and the note that would have told is gone. */
async function clockBack(place: Place): Promise<void> {
  await place.served.kill('SIGTERM')
  rmSync(place.clock)
  if (await place.start()) await place.visit(true)
}

/** Every attack by its name: by how much the time of its service differs from the true one, and what is done. */
const attacks: Readonly<Record<string, readonly [number, (place: Place) => Promise<void>]>> = {
  ...Object.fromEntries(
    Object.entries(spoilt).flatMap(([name, spoil]) => [
      [`${name} while it is down`, [0, (place: Place) => whileItIsDown(place, spoil)]],
      [`${name} while it runs`, [0, (place: Place) => whileItRuns(place, spoil)]],
    ]),
  ),
  'shared with another': [-5 * day, (place) => shared(place, false)],
  'shared with a copy': [-5 * day, (place) => shared(place, true)],
  'clock back': [5 * day, clockBack],
}

/**
 * @param times how often each is done
 * @param clients how many conversations each is done to
 * @param only the names of those that are done; all where there is none
 */
export async function tortureKeys(times: number, clients: number, only: readonly string[]) {
  const chosen = Object.entries(attacks).filter(
    ([name]) => only.length === 0 || only.includes(name),
  )
  for (let time = 0; time < times; time += 1) {
    for (const [, [shifted, attack]] of chosen) {
      const place = await Place.with(clients, shifted)
      counts.attacks += 1
      await attack(place)
      if (await place.start()) await place.visit(true)
      else wrong.lost += place.clients.size
      place.compare()
      await place.served.end()
    }
  }
  return { ...counts, ...wrong }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '5' },
      clients: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
    },
  })
  const only = values.only.split(',').filter(Boolean)
  const told = await tortureKeys(Number(values.times), Number(values.clients), only)
  process.stdout.write(`${JSON.stringify(told)}\n`)
  process.exitCode = Object.values(wrong).some((count) => count > 0) ? 1 : 0
}
