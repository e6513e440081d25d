import { spawn } from 'node:child_process'

/** Runs a program to its end. @returns its exit code and all that it printed */
export function runProgram(program: string, args: string[]) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(program, args)
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
