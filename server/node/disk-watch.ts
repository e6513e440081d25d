import { rmSync, statfsSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskRoom } from '../room.ts'
import type { Sqlite } from './sqlite.ts'

type Asked = {
  /** How many bytes may be kept in all, how many are to stay free, and how many are held in reserve. */
  most: number
  free: number
  reserve: number
}

/** New conversations wait once so much of all that may be kept is there: the rest is for those under way. */
const nearly = 0.9

/** The log is kept small before that: at so many times what is to stay free. */
const early = 1.5

const reserveIn = (folder: string) => join(folder, 'reserve')

const isHeld = (folder: string, { reserve }: Pick<Asked, 'reserve'>) =>
  statSync(reserveIn(folder), { throwIfNoEntry: false })?.size === reserve

const freeIn = (folder: string) => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/**
 * Gives up the file held in reserve once the disk is nearly full, so that what is under way is kept and what has
 * had its time can be erased.
 * @returns how many bytes are free then
 */
export function makeRoom(folder: string, { reserve }: Pick<Asked, 'reserve'>): number {
  const free = freeIn(folder)
  if (free >= reserve / 4) return free
  rmSync(reserveIn(folder), { force: true })
  return freeIn(folder)
}

/**
 * Says how much there is on the disk, as it was when it was last looked at.
 * @param changed told when that is another than before
 */
export function diskWatch(
  folder: string,
  asked: Asked,
  store: Pick<Sqlite, 'room' | 'squeeze'>,
  changed: (room: DiskRoom) => void,
) {
  let room: DiskRoom = 'enough'
  let filling = false

  function look(): void {
    const { used, ready, log } = store.room()
    // What is in the log has to be written to the file once more before the log is emptied.
    const free = makeRoom(folder, asked) - log
    store.squeeze(free < asked.free * early)
    const ample = free >= asked.reserve * 2
    if (ample && !filling) {
      filling = true
      void fill(folder, asked.reserve).finally(() => {
        filling = false
      })
    }
    // What was given up is for erasing and for another start: turns wait until it is put back.
    const spent = !ample && !isHeld(folder, asked)
    const now = spent ? 'none' : roomOf(free, free + ready, used, asked)
    if (now !== room) changed(now)
    room = now
  }

  return {
    room: () => room,
    /** Takes a step in the next round of the loop. Where there is little room, what it erased makes some at once. */
    round(step: () => void, commit: () => void): void {
      setImmediate(() => {
        step()
        if (room !== 'enough') commit()
      })
    },
    look(): void {
      try {
        look()
      } catch {
        // A disk that cannot be asked is told by what is written to it.
      }
    },
  }
}

/** What lies ready in the database counts as room, as long as there is some beside it for its log. */
function roomOf(free: number, all: number, used: number, asked: Asked): DiskRoom {
  if (free < asked.reserve / 4 || used >= asked.most) return 'none'
  return all < asked.free || used >= asked.most * nearly ? 'short' : 'enough'
}

/** Puts the reserve back where it is not there, or not whole; what cannot be written is left out. */
async function fill(folder: string, size: number): Promise<void> {
  if (isHeld(folder, { reserve: size })) return
  const file = reserveIn(folder)
  const draft = `${file}.new`
  try {
    const handle = await open(draft, 'w', 0o600)
    try {
      const piece = crypto.getRandomValues(new Uint8Array(64 * 1024))
      for (let done = 0; done < size; done += piece.length) {
        await handle.write(piece, 0, Math.min(piece.length, size - done))
      }
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch {
    rmSync(draft, { force: true })
  }
}
