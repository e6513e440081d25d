import { codeOf } from './error-code.ts'

/** Ends the process before it has begun, with what the deployer has to know. */
export function stop(...words: string[]): never {
  for (const line of words) process.stderr.write(`${line}\n`)
  process.stderr.write('Handrail did not start. Nothing was changed.\n')
  process.exit(1)
}

/** Opens something of the deployer's, or stops with a sentence that names its setting and its place. */
export function opened<Opened>(setting: string, what: string, open: () => Opened): Opened {
  try {
    return open()
  } catch (error) {
    return stop(`${setting}: ${what} could not be opened (${codeOf(error)}).`)
  }
}

/** Says why a port cannot be had, by the setting that names it. */
export const noPort = (setting: string, port: number) => (error: unknown) =>
  stop(
    codeOf(error) === 'EADDRINUSE'
      ? `${setting}: ${port} is taken. Set another.`
      : `${setting}: ${port} cannot be listened on (${codeOf(error)}).`,
  )
