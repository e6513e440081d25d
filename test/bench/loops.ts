import { createHistogram } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { Measured } from './client.ts'
import type { Link } from './link.ts'

const inMs = 1e6

/** Latencies of turns as they are answered. */
function tally() {
  const latencies = createHistogram()
  const begun = performance.now()
  return {
    /** @param ms how long a turn took, in milliseconds */
    add: (ms: number) => latencies.record(Math.max(1, Math.round(ms * inMs))),
    /** Whether there is anything to measure yet: a machine with other work may hold everything up. */
    some: () => latencies.count > 0,
    measured: (): Measured => ({
      turns: latencies.count,
      ms: performance.now() - begun,
      p50: latencies.percentile(50) / inMs,
      p99: latencies.percentile(99) / inMs,
    }),
  }
}

/** Sends on every link until `more` says no to it, and resolves when all have been answered. */
function drive(
  links: readonly Link[],
  more: (link: Link) => boolean,
  answered: (link: Link, turn: boolean) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let busy = links.length
    const goOn = (link: Link) => {
      if (more(link)) link.send()
      else {
        busy -= 1
        if (busy === 0) resolve()
      }
    }
    for (const link of links) {
      link.failed = reject
      link.answered = (_, turn) => {
        answered(link, turn)
        goOn(link)
      }
    }
    for (const link of links) goOn(link)
  })
}

/** Every link takes so many steps, one after another. @param steps how many, by the link's index */
export async function walkOn(
  links: readonly Link[],
  steps: (index: number) => number,
): Promise<Measured> {
  const left = new Map(links.map((link, index) => [link, steps(index)]))
  const count = tally()
  const more = (link: Link) => {
    const still = left.get(link) ?? 0
    left.set(link, still - 1)
    return still > 0
  }
  await drive(links, more, (_, turn) => turn && count.add(0))
  return count.measured()
}

/** Every link says its next as soon as it is answered. */
export async function closedLoop(links: readonly Link[], seconds: number): Promise<Measured> {
  const sentAt = new Map<Link, number>()
  const count = tally()
  let over: Measured | null = null
  const driven = drive(
    links,
    (link) => {
      sentAt.set(link, performance.now())
      return over === null
    },
    (link, turn) => turn && count.add(performance.now() - (sentAt.get(link) ?? 0)),
  )
  await Promise.race([wait(seconds * 1000), driven])
  while (!count.some()) await Promise.race([wait(10), driven])
  over = count.measured()
  await driven
  return over
}

/**
 * Every link thinks for a random while, so that all of them together offer `rate` steps a second. A
 * latency counts from the moment the step was due, however late the one before it was answered.
 */
export async function openLoop(
  links: readonly Link[],
  seconds: number,
  rate: number,
): Promise<Measured> {
  const mean = (links.length / rate) * 1000
  const thought = () => -Math.log(1 - Math.random()) * mean
  const begun = performance.now()
  const due = Float64Array.from(links, () => begun + thought())
  const sentFor = new Float64Array(links.length)
  const count = tally()
  let fault: Error | null = null
  for (const [index, link] of links.entries()) {
    link.failed = (error) => {
      fault = error
    }
    link.answered = (_, turn) => {
      if (turn) count.add(performance.now() - (sentFor[index] ?? 0))
    }
  }
  // The loop spins instead of sleeping: a timer of a whole millisecond would hide what is measured.
  const spin = () => new Promise((resolve) => setImmediate(resolve))
  const end = begun + seconds * 1000
  for (let now = begun; (now < end || !count.some()) && !fault; now = performance.now()) {
    for (const [index, link] of links.entries()) {
      const at = due[index] ?? 0
      if (at > now || link.waits) continue
      sentFor[index] = at
      due[index] = at + thought()
      link.send()
    }
    await spin()
  }
  const measured = count.measured()
  while (links.some(({ waits }) => waits) && !fault) await wait(1)
  if (fault) throw fault
  return { ...count.measured(), ms: measured.ms }
}
