import { createHash } from 'node:crypto'

/** How many words in a row make a run that is no longer our own wording. */
const words = 8

/** How many bytes of its hash stand for a run: enough that no sentence of a pack meets one by chance. */
export const bytes = 5

/** The words of a text in small letters, without punctuation, quotation marks or addresses of pages. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/['’‘]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Every run of eight words of a list, in its order. */
export const runsOf = (list: readonly string[]): string[] =>
  list.slice(words - 1).map((_, index) => list.slice(index, index + words).join(' '))

/** The hash of a run as it is kept: the first bytes of its SHA-256, in hexadecimal. */
export const hashOf = (run: string): string =>
  createHash('sha256')
    .update(run)
    .digest('hex')
    .slice(0, bytes * 2)
