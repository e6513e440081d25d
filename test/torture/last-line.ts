import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Runs a script of this folder as its command does. @returns its exit code and the counts it printed last */
export async function lastLine(
  script: string,
  ...options: string[]
): Promise<{ code: number | null; counts: Record<string, unknown> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  await once(child, 'close')
  const line = printed.trimEnd().split('\n').at(-1) ?? ''
  return { code: child.exitCode, counts: JSON.parse(line) as Record<string, unknown> }
}
