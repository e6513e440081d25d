import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Served } from '../support/served.ts'
import { Canaries } from './scan-canaries.ts'
import { copyFolder, keysOf, sessionsIn } from './scan-copies.ts'
import type { Find } from './scan-needles.ts'
import { findInProcess } from './scan-process.ts'
import { ScanClient } from './scan-walk.ts'

// npm run scan:memory -- [--sessions 30] [--no-core]
// Sessions full of canaries are ended, left, or kept open until they lock. Then nothing of what was typed
// and no key of theirs may be in the process: neither in a heap snapshot nor in a core dump.

/** How often the process is looked into again before what is found counts as left behind. */
const looks = 120

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const hasGcore = (): boolean => !spawnSync('gcore', [], { stdio: 'ignore' }).error

/** @returns what was found: `live` while the sessions were open, the rest once all were let go */
export async function scanMemory({ sessions, core }: { sessions: number; core: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-scan-'))
  const snapshots = join(folder, 'snapshots')
  mkdirSync(snapshots)
  const served = await Served.start({
    LOCK_MINUTES: '0.1',
    SWEEP_SECONDS: '0.2',
    MESSAGES_PER_SECOND: '100000',
    NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${snapshots}`,
  })
  const canaries = new Canaries()
  const { needles } = canaries
  const clients = Array.from({ length: sessions }, () => new ScanClient(served.url, canaries))
  try {
    let turns = 0
    for (const client of clients) {
      await client.begin()
      await client.finish(false)
      turns += client.view?.revision ?? 0
    }
    copyFolder(served.data, join(folder, 'copy'))
    const ids = clients.map(({ ring }) => ring.session)
    sessionsIn(join(folder, 'copy'), ids).forEach((copied, index) => {
      const keys = keysOf(copied, clients[index]?.ring.key ?? '', `${served.data}-keys`)
      for (const key of keys) needles.addBytes('data key', key)
    })
    const live = stopped(served.pid, () => findInProcess(served.pid, needles)).length
    for (const [index, client] of clients.entries()) {
      if (index % 3 === 0) await client.ask({ type: 'end' }).catch(() => null)
      if (index % 3 === 1) client.close()
    }
    let memory: (Find & { name: string })[] = []
    for (let look = 0; look < looks; look += 1) {
      await later(2_000)
      memory = stopped(served.pid, () => findInProcess(served.pid, needles))
      if (memory.length === 0) break
    }
    say(memory)
    const dumped = core ? inCore(served.pid, folder, (path) => needles.inFile(path)) : null
    if (dumped) say(dumped)
    const heap = needles.inFile(await snapshotOf(served, snapshots))
    say(heap)
    return {
      sessions,
      turns,
      needles: needles.size,
      live,
      memory: memory.length,
      core: dumped?.length ?? null,
      heap: heap.length,
    }
  } finally {
    for (const client of clients) client.close()
    await served.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Looks into a process that stands still meanwhile. */
function stopped<Found>(pid: number, look: () => Found): Found {
  process.kill(pid, 'SIGSTOP')
  try {
    return look()
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}

/** Has a core dumped, looks through it and throws it away: it is as large as what is reserved. */
function inCore(pid: number, folder: string, look: (path: string) => Find[]): Find[] {
  execFileSync('gcore', ['-o', join(folder, 'core'), String(pid)], { stdio: 'ignore' })
  try {
    return look(join(folder, `core.${pid}`))
  } finally {
    rmSync(join(folder, `core.${pid}`))
  }
}

/** The path of a new heap snapshot. The process answers nobody while it writes it, and so is asked when it is done. */
async function snapshotOf(served: Served, into: string): Promise<string> {
  process.kill(served.pid, 'SIGUSR2')
  for (;;) {
    await later(200)
    const [name] = readdirSync(into)
    await fetch(`${served.url}/healthz`)
    if (name !== undefined) return join(into, name)
  }
}

function say(found: Find[]): void {
  const kinds = Map.groupBy(found, ({ what, writing }) => `${what} as ${writing}`)
  for (const [kind, all] of kinds) process.stderr.write(`  ${kind}: ${all.length}\n`)
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '30' },
      core: { type: 'boolean', default: true },
    },
    allowNegative: true,
  })
  if (values.core && !hasGcore()) {
    process.stderr.write(
      'There is no gcore here: install gdb, or leave the dump out with --no-core.\n',
    )
    process.exit(1)
  }
  const counts = await scanMemory({ sessions: Number(values.sessions), core: values.core })
  process.stdout.write(`${JSON.stringify(counts)}\n`)
  const clean = counts.memory === 0 && counts.heap === 0 && (counts.core ?? 0) === 0
  process.exit(clean && counts.live > 0 ? 0 : 1)
}
