import { spawn } from 'node:child_process'

/** Runs a program to its end, with more in its environment. @returns its exit code and all that it printed */
export function runProgram(program: string, args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env } })
    const told = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      told.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      told.err += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...told }))
  })
}
