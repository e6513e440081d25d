import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync } from 'node:fs'

const isRoot = process.getuid?.() === 0
const nobody = 65_534

/** Gives a folder to an account without rights, where the tests themselves run as root. */
export function toNobody(folder: string): void {
  if (isRoot) chownSync(folder, nobody, nobody)
}

/** Starts a program as that account, and waits until it has said something or is gone. */
export async function startAsNobody(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
) {
  // What was compiled before would be written to a folder of the tests'.
  const { NODE_COMPILE_CACHE: _, ...own } = env
  const child = spawn(command, args, {
    cwd,
    env: own,
    ...(isRoot && { uid: nobody, gid: nobody }),
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  return {
    said: () => said,
    /** Ends it, and all that it started. */
    async end(): Promise<void> {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      process.kill(-(child.pid ?? 0), 'SIGTERM')
      await gone
    },
  }
}
