import { once } from 'node:events'
import { createServer } from 'node:http'
import { brotliCompressSync } from 'node:zlib'
import { type Files, firstQuestion } from './peer-pages.ts'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}

/** Serves the files of one page over loopback, compressed beforehand, and what the peer on it asks of a server. */
export async function servePeer(files: Files): Promise<{ origin: string; end: () => void }> {
  const bodies = new Map([...files].map(([path, text]) => [path, brotliCompressSync(text)]))
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://peer')
    const body = bodies.get(pathname)
    if (body) {
      const kind = pathname === '/' ? 'html' : (pathname.split('.').at(-1) ?? '')
      response.setHeader('content-type', types[kind] ?? 'text/plain')
      response.setHeader('content-encoding', 'br')
      response.end(body)
    } else if (pathname.endsWith('/startChat')) {
      response.setHeader('content-type', 'application/json')
      response.end(startOfTypebot)
    } else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    end: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const { title, why, options } = firstQuestion()
const paragraph = (text: string) => ({ type: 'p', children: [{ text }] })

/** What Typebot's server says to begin with: the question as a message, then the choices. Nothing is typed out slowly. */
const startOfTypebot = JSON.stringify({
  sessionId: 'first',
  typebot: {
    id: 'first',
    version: '6.1',
    publishedAt: '2026-01-01T00:00:00.000Z',
    settings: { typingEmulation: { enabled: false } },
    theme: {},
  },
  messages: [
    {
      id: 'message',
      type: 'text',
      content: { type: 'richText', richText: [paragraph(title), paragraph(why)] },
    },
  ],
  input: {
    id: 'input',
    type: 'choice input',
    items: options.map((content, index) => ({ id: `choice-${index}`, content })),
    options: { isMultipleChoice: false },
  },
})
