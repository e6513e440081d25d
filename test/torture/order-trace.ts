import { closeSync, openSync, readSync } from 'node:fs'

/** A write to the write-ahead log: where in the file, and the lines of the trace it began and ended on. */
type LogWrite = { from: number; to: number; ended: number }

/** What a trace of the service shows, in lines of the trace, which are in the order of the calls. */
export type Trace = {
  /** Writes to the log that ended well, in order. */
  writes: LogWrite[]
  /** Syncs of the log that ended well. */
  syncs: { began: number; ended: number }[]
  /** The line on which each acknowledgement began to leave on a socket, by the id it answers. */
  acknowledged: Map<string, number>
}

const call = /^(\d+) +(\w+)\(\d+<([^>]*)>(.*)$/
const resumed = /^(\d+) +<\.\.\. \w+ resumed>(.*)$/
const acknowledgement = /\{\\"type\\":\\"view\\",\\"re\\":\\"([\w-]+)\\"/
const written = /, (\d+), (\d+)\) += (\d+)$/

/** Reads what `strace -f -y` wrote of writes, sends and syncs. @param log the path of the write-ahead log */
export function readTrace(file: string, log: string): Trace {
  const trace: Trace = { writes: [], syncs: [], acknowledged: new Map() }
  const unfinished = new Map<string, { name: string; path: string; began: number; rest: string }>()
  let line = 0

  const ended = (name: string, path: string, began: number, rest: string) => {
    if (path !== log) return
    if (/sync$/.test(name) && / = 0$/.test(rest)) trace.syncs.push({ began, ended: line })
    const place = name === 'pwrite64' && written.exec(rest)
    if (!place) return
    const from = Number(place[2])
    trace.writes.push({ from, to: from + Number(place[3]), ended: line })
  }

  for (const text of linesOf(file)) {
    line += 1
    const again = resumed.exec(text)
    if (again) {
      const begun = unfinished.get(again[1] ?? '')
      if (begun) ended(begun.name, begun.path, begun.began, begun.rest + again[2])
      unfinished.delete(again[1] ?? '')
      continue
    }
    const [, thread = '', name = '', path = '', rest = ''] = call.exec(text) ?? []
    const id = /^(TCP|socket)/.test(path) ? acknowledgement.exec(rest)?.[1] : undefined
    if (id !== undefined && !trace.acknowledged.has(id)) trace.acknowledged.set(id, line)
    const cut = rest.indexOf(' <unfinished ...>')
    if (cut >= 0) unfinished.set(thread, { name, path, began: line, rest: rest.slice(0, cut) })
    else ended(name, path, line, rest)
  }
  return trace
}

/** The lines of a file that may be larger than one string can be. */
function* linesOf(file: string): Generator<string> {
  const handle = openSync(file, 'r')
  const chunk = Buffer.alloc(1 << 20)
  let rest = ''
  try {
    for (let size = readSync(handle, chunk); size > 0; size = readSync(handle, chunk)) {
      const lines = (rest + chunk.toString('latin1', 0, size)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    closeSync(handle)
  }
}
