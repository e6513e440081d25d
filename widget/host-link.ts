import { wearTheme } from './host-theme.ts'
import { host } from './words.ts'

/** The whole of what is said to the page around this one. Nothing that was typed, asked or shown is in it. */
type Told = 'ready' | 'turn' | 'complete' | 'exit'

/** The origin of the page around, once it has said who it is. */
let around: string | null = null

/** What came after the `#`: how the page is to look, and what is filled in beforehand. */
const asked = new URLSearchParams(host ? location.hash.slice(1) : '')

/**
 * Listens to the page around this one, where this one stands in a frame of a tenant's. It can say hello, and ask for
 * the page on which a person can stop, or say that everything is to be deleted.
 */
export function listenToHost(end: () => void): void {
  if (!host) return
  wearTheme(asked)
  addEventListener('message', ({ data, origin, source }) => {
    if (source !== parent || source === window || !host?.origins.includes(origin)) return
    if (data === 'handrail:hello') {
      around = origin
      tellHost('ready')
    }
    if (data === 'handrail:end') end()
  })
}

/** Says that something was answered or chosen. @param complete whether that led to the summary */
export function tellTurn(complete: boolean): void {
  tellHost('turn')
  if (complete) tellHost('complete')
}

export function tellHost(kind: Told): void {
  if (around !== null) parent.postMessage(`handrail:${kind}`, around)
}

/** What may be filled in beforehand, by question and part: nothing that could name anyone. */
const fillable: Readonly<Record<string, string>> = { role: 'role', practitioner: 'agency' }

type Fillable = {
  id: string
  parts: readonly { id: string; limit?: number; options?: readonly { id: string }[] }[]
}

/** What the page around filled in of a question, where the question has room for it; it is no answer until Continue. */
export function filledIn({ id, parts }: Fillable): Record<string, string> | undefined {
  const part = parts.find((one) => one.id === fillable[id])
  const value = part && asked.get(part.id)
  if (!part || !value) return undefined
  const fits = part.options
    ? part.options.some((option) => option.id === value)
    : value.length <= (part.limit ?? 0)
  return fits ? { [part.id]: value } : undefined
}
