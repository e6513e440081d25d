import type { Block, SummaryDocument } from '../protocol.ts'
import { quoted } from './case-view.ts'

/** A paragraph, or nothing where there are no words. */
export const paragraph = (words: string | undefined): Block[] =>
  words ? [{ kind: 'paragraph', words }] : []

/** The person's own words in quotation marks, under a label where one helps. */
export const quote = (words: string | undefined, label?: string): Block[] =>
  words ? [{ kind: 'quote', words: quoted(words), ...(label && { label }) }] : []

/** A list, or nothing where it is empty. */
export const list = (items: readonly string[]): Block[] =>
  items.length > 0 ? [{ kind: 'list', items: [...items] }] : []

/** A table, or nothing where it has no rows. */
export const table = (columns: string[], rows: string[][]): Block[] =>
  rows.length > 0 ? [{ kind: 'table', columns, rows }] : []

export type Section = SummaryDocument['sections'][number]

/** A headed section; one with no blocks is left out of the summary. */
export const section = (heading: string, blocks: Block[], level: 2 | 3 = 2): Section => ({
  heading,
  level,
  blocks,
})
