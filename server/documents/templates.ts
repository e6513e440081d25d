import Handlebars from 'handlebars/runtime.js'
import { templates } from '../../.build/site.mjs'
import { closed } from './case-view.ts'

/**
 * The precompiled templates. Only the runtime is shipped, because a Worker may not generate code;
 * what goes into HTML is escaped by it.
 */
const handlebars = Handlebars.create()

handlebars.registerHelper({
  is: (a: unknown, b: unknown) => a === b,
  isPart: (level: number) => level === 3,
  /** Lines after the first stand in, so that nothing typed can pass for a heading. */
  indent: (words: string) => words.replaceAll('\n', '\n    '),
  upper: (words: string) => words.toUpperCase(),
  /** A table's rows as sentences, for a text that has no columns. */
  records: ([, , ...labels]: string[], rows: string[][]) =>
    rows.map(([first = '', second = '', ...rest]) => {
      const lead = [first, second].filter((cell) => cell !== '').join(': ')
      const said = rest.map(
        (cell, index) => cell && `${labels[index]?.replace(/\?$/, '')}: ${cell}`,
      )
      return [lead, ...said]
        .filter((words) => words)
        .map((words) => closed(words))
        .join(' ')
    }),
})

/** Renders one template by its name in `content/templates` or `widget`. */
export const render = (name: keyof typeof templates, values: object): string =>
  handlebars.template(templates[name])(values)
