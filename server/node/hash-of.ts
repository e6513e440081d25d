import { createHash } from 'node:crypto'

/** SHA-256 in hex; workerd has the same module. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
