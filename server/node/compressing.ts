import { brotliCompressSync } from 'node:zlib'

/** What the page downloads, and nothing that any person has written: its length may be seen. */
const kinds = /^(text\/(html|css|javascript)|image\/svg)/

/** How many different texts are kept ready; there are few, but for one page for each day and area. */
const most = 32

/** Answers with the texts of the page compressed by brotli, each once, where the browser reads that. */
export function compressing<Rest extends unknown[]>(
  answer: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) {
  const ready = new Map<string, Uint8Array<ArrayBuffer>>()
  const compressed = (text: string) => {
    const known = ready.get(text) ?? new Uint8Array(brotliCompressSync(text))
    if (ready.size >= most) ready.clear()
    ready.set(text, known)
    return known
  }
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    const response = await answer(request, ...rest)
    const readable = /\bbr\b/.test(request.headers.get('accept-encoding') ?? '')
    const suited = response.ok && kinds.test(response.headers.get('content-type') ?? '')
    if (!readable || !suited || request.method !== 'GET') return response
    const { status, headers } = response
    const body = compressed(await response.text())
    headers.set('content-encoding', 'br')
    headers.append('vary', 'accept-encoding')
    return new Response(body, { status, headers })
  }
}
