import type { PackFault } from './pack.ts'

/** A fault as one line for the person who edits the pack. */
export const faultLine = ({ file, path, reason }: PackFault): string =>
  [file, path, reason].filter((part) => part !== '').join(': ')
