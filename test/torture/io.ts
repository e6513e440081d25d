import { parseArgs } from 'node:util'
import { type Run, spoiltRound, spoiltTurns } from './io-run.ts'
import { canSpoil, type FaultKind, faultKinds, makeShim } from './io-shim.ts'

type Todo = { kind: FaultKind; nth: number; way: 'turns' | 'round' }

/** Spoils one call after another, each in a service of its own, and counts what came of it. */
export async function tortureIo(todo: readonly Todo[], atOnce: number) {
  const counts = {
    injections: 0,
    unreached: 0,
    notStarted: 0,
    stopped: 0,
    wentOn: 0,
    lost: 0,
    silent: 0,
    unexpected: 0,
  }
  const shim = makeShim()
  const left = [...todo]
  const one = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { kind, nth, way } = next
      const run = await (way === 'turns' ? spoiltTurns : spoiltRound)(shim, kind, nth)
      if (run.fired === null) counts.unreached += 1
      else counts.injections += 1
      if (run.ending === 'not-started') counts.notStarted += 1
      if (run.ending === 'stopped') counts.stopped += 1
      if (run.ending === 'went-on') counts.wentOn += 1
      counts.lost += run.falseAcknowledgements
      counts.silent += run.silent
      const wrong = !asItShould(kind, run)
      if (wrong) counts.unexpected += 1
      if (wrong || run.falseAcknowledgements > 0 || run.silent > 0) {
        process.stderr.write(`${JSON.stringify({ ...next, ...run })}\n`)
      }
      if (left.length % 50 === 0) process.stderr.write(`${left.length} left\n`)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, one))
    return counts
  } finally {
    shim.end()
  }
}

/** A write cut short is written on; any other failure stops the service, or does not let it start. */
function asItShould(kind: FaultKind, { fired, ending }: Run): boolean {
  if (kind === 'short' || fired === null) return ending === 'went-on'
  if (ending === 'not-started' || ending === 'stopped') return true
  // An older note of the clock does as well.
  if (ending === 'went-on' && fired.endsWith(' clock.json.new')) return true
  // SQLite does not mind where the sync of its folder fails; the service then syncs it itself.
  return ending === 'went-on' && kind === 'eio' && /^fsync handrail-data-\w+$/.test(fired)
}

/** Every call from the first to this one, in every kind. */
export const everyCall = (way: Todo['way'], first: number, last: number): Todo[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((nth) =>
    faultKinds.map((kind) => ({ kind, nth, way })),
  )

if (import.meta.main) {
  if (!canSpoil()) throw new Error('gcc is needed, on Linux: apt-get install gcc libc6-dev')
  const { values } = parseArgs({
    options: {
      first: { type: 'string', default: '1' },
      calls: { type: 'string', default: '500' },
      round: { type: 'string', default: '6' },
      'at-once': { type: 'string', default: '4' },
    },
  })
  const turns = everyCall('turns', Number(values.first), Number(values.calls))
  const rounds = everyCall('round', 1, Number(values.round))
  const counts = await tortureIo([...turns, ...rounds], Number(values['at-once']))
  console.log(JSON.stringify(counts))
  const { injections, lost, silent, unexpected } = counts
  process.exitCode = injections > 0 && lost + silent + unexpected === 0 ? 0 : 1
}
