import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Find, Needles } from './scan-needles.ts'

/** A piece of a process's memory: its address, its length in bytes, and what the system calls it. */
type Region = { at: number; length: number; name: string }

/**
 * Looks through all memory of a stopped process that is in RAM or swapped out, whatever its protection.
 * This is what a core dump holds, without the gigabytes that are only reserved.
 */
export function findInProcess(pid: number, needles: Needles): (Find & { name: string })[] {
  const handle = openSync(`/proc/${pid}/mem`, 'r')
  try {
    return regionsOf(pid).flatMap(({ at, length, name }) => {
      const piece = Buffer.alloc(length)
      let read = 0
      while (read < length) {
        const more = readAt(handle, piece, read, at + read)
        read += more === 0 ? 4096 : more
      }
      return needles.in(piece, at).map((found) => ({ ...found, name }))
    })
  } finally {
    closeSync(handle)
  }
}

/** Whether this system lets a process look into its child's memory. */
export function canLookInto(pid: number): boolean {
  try {
    const [first] = regionsOf(pid)
    const handle = openSync(`/proc/${pid}/mem`, 'r')
    try {
      return readSync(handle, Buffer.alloc(8), 0, 8, first?.at ?? 0) === 8
    } finally {
      closeSync(handle)
    }
  } catch {
    return false
  }
}

function readAt(handle: number, into: Buffer, offset: number, at: number): number {
  try {
    return readSync(handle, into, offset, into.length - offset, at)
  } catch {
    return 0
  }
}

/** The parts of the address space that hold anything of the process's own, from its `smaps`. */
function regionsOf(pid: number): Region[] {
  const pieces = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)
  return pieces.flatMap((piece) => {
    const [, from = '', to = '', name = ''] =
      /^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \S+ *(.*)/.exec(piece) ?? []
    const held = [...piece.matchAll(/^(?:Rss|Swap): +(\d+) kB/gm)].some(([, size]) => size !== '0')
    const at = Number.parseInt(from, 16)
    const kernels = name === '[vvar]' || name === '[vsyscall]' || name === '[vdso]'
    return held && !kernels ? [{ at, length: Number.parseInt(to, 16) - at, name }] : []
  })
}
