import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Served } from '../support/served.ts'
import { HogLine } from './hog-line.ts'
import { rowsIn } from './rows-in.ts'
import { SmallDisk } from './small-disk.ts'

/** The disk is the one bound there is. */
const settings = {
  MESSAGES_PER_SECOND: '100000',
  SWEEP_SECONDS: '0.2',
  FREE_MB: '8',
  RESERVE_MB: '4',
  ADDRESS_MB: '10000',
  TENANT_MB: '10000',
}

/** How long what expires on the full disk is kept, in seconds: it is full by then. */
const brief = 15

/**
 * Fills a small disk, first by those who visit and then by others, and sees that nothing acknowledged is lost, that
 * the service starts there, erases there, and is open to all once there is room.
 * @param megabytes the size of the disk
 * @param people how many have a conversation under way
 */
export async function tortureDisk(megabytes: number, people: number) {
  const disk = new SmallDisk(megabytes)
  const data = join(disk.folder, 'data')
  mkdirSync(data)
  const served = await Served.prepare(settings)
  const start = (more: Record<string, string> = {}) =>
    served.start({ env: { DATA_DIR: data, KEY_DIR: `${served.data}-keys`, ...more } })
  const counts = {
    people,
    acknowledged: 0,
    lost: 0,
    toldBusy: false,
    wentOn: 0,
    refusedFull: 0,
    startedFull: false,
    endedFull: false,
    expiredFull: false,
    openAgain: false,
    left: -1,
    faults: 0,
  }
  try {
    await start({ RETENTION_HOURS: String(brief / 3600) })
    const passing = await lineOf(served.url)
    await passing.fill('large', 40)
    const over = performance.now() + brief * 1000
    passing.client.close()
    await served.kill('SIGTERM')
    await start()

    const known = await Promise.all(Array.from({ length: people }, () => lineOf(served.url)))
    for (const line of known) await line.fill('small', 20)
    const hogs: HogLine[] = []
    while (!counts.toldBusy && hogs.length < megabytes * 2) {
      const hog = await lineOf(served.url)
      counts.toldBusy = (hog.refused.busy ?? 0) > 0
      if (counts.toldBusy) break
      await hog.fill('large', 60)
      hogs.push(hog)
    }
    process.stderr.write(`${hogs.length} who want it all, ${disk.free} bytes free\n`)
    for (const line of known) counts.wentOn += (await line.fill('small', 5)) === 5 ? 1 : 0

    const all = [...known, ...hogs]
    disk.fill()
    process.stderr.write(`others took the rest: ${disk.free} bytes free\n`)
    const isFull = () =>
      served.log.lastIndexOf('"room":"none"') > served.log.lastIndexOf('"room":"short"')
    for (let tries = 0; tries < 600 && !isFull(); tries += 1) await wait(100)
    await Promise.all(all.map((line) => line.fill('large', 20)))
    counts.refusedFull = all.filter((line) => line.refused['not-saved'] === 1).length
    disk.clear()
    for (let tries = 0; tries < 600 && !existsSync(join(data, 'reserve')); tries += 1)
      await wait(100)
    for (const { client } of all) client.close()
    await served.kill()
    disk.fill()
    process.stderr.write(`and again: ${disk.free} bytes free\n`)
    await start()
    counts.startedFull = true
    for (const line of all) {
      const acknowledged = line.client.view?.revision ?? 0
      counts.acknowledged += acknowledged
      const reply = await line.client.open(null)
      const found = reply.type === 'view' ? reply.view.revision : -1
      counts.lost += Math.max(0, acknowledged - found)
    }
    counts.endedFull = await ends(hogs.pop())
    await wait(Math.max(0, over + 2_000 - performance.now()))
    const gone = await passing.client.open(null)
    counts.expiredFull = gone.type === 'rejected' && gone.reason === 'unknown-session'

    disk.clear()
    for (let tries = 0; tries < 600 && !counts.openAgain; tries += 1) {
      const fresh = await lineOf(served.url)
      counts.openAgain = fresh.client.view !== null
      if (counts.openAgain) await ends(fresh)
      fresh.client.close()
      await wait(100)
    }
    for (const line of [...known, ...hogs]) await ends(line)
    passing.client.close()
    await served.kill('SIGTERM')
    counts.left = rowsIn(data)
    return counts
  } catch (error) {
    process.stderr.write(served.log)
    throw error
  } finally {
    counts.faults = served.log.split('"kind":"fault"').length - 1
    await served.end()
    disk.end()
  }
}

async function lineOf(url: string): Promise<HogLine> {
  const line = new HogLine(url, '198.51.100.1')
  await line.open()
  return line
}

async function ends(line?: HogLine): Promise<boolean> {
  const reply = await line?.client.send({ type: 'end', id: randomUUID() })
  line?.client.close()
  return reply?.type === 'ended'
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      megabytes: { type: 'string', default: '64' },
      people: { type: 'string', default: '20' },
    },
  })
  if (!SmallDisk.possible()) {
    process.stderr.write('This needs a Linux, and its root, to make a small disk.\n')
    process.exit(2)
  }
  const counts = await tortureDisk(Number(values.megabytes), Number(values.people))
  console.log(JSON.stringify(counts))
  const { lost, faults, left, wentOn, people, toldBusy, startedFull } = counts
  const { endedFull, expiredFull, openAgain } = counts
  const held = toldBusy && startedFull && endedFull && expiredFull && openAgain
  process.exitCode = held && lost + faults + left === 0 && wentOn === people ? 0 : 1
}
