/** Elements without an end tag, of those the page draws. */
const empty = ['input']

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
const escaped = (words: unknown) => String(words).replace(/[&<>"]/g, (one) => escapes[one] ?? one)

/** An element that can only be drawn and written out; nobody presses it. */
class Tag {
  readonly #name: string
  readonly #attributes: string[] = []
  readonly #children: unknown[] = []

  constructor(name: string) {
    this.#name = name
  }

  setAttribute(name: string, value: string): void {
    this.#attributes.push(` ${name}="${escaped(value)}"`)
  }

  append(...children: unknown[]): void {
    this.#children.push(...children)
  }

  addEventListener(): void {}

  toString(): string {
    const start = `<${this.#name}${this.#attributes.join('')}>`
    if (empty.includes(this.#name)) return start
    const inside = this.#children.map((child) => (child instanceof Tag ? child : escaped(child)))
    return `${start}${inside.join('')}</${this.#name}>`
  }
}

// What stands in for the browser's own where the page's drawing code runs without one: the build puts these in
// place of the globals of the same names. What is drawn here holds nothing of any person.

/** The page's words as the JSON text of its data; the build puts it in. */
declare const pageData: string

export const document = {
  createElement: (name: string) => new Tag(name),
  querySelector: () => ({ textContent: pageData }),
}
export const sessionStorage = { getItem: () => null }
export class BroadcastChannel {
  addEventListener(): void {}
}
