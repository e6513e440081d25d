import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

type Page = { html: string; headers?: Readonly<Record<string, string>> }

/** Another site on this machine, on a port and so an origin of its own, whose pages a test writes. */
export class HostSite {
  readonly pages: Record<string, Page> = {}
  readonly #server: Server
  readonly #name: string

  private constructor(name: string) {
    this.#name = name
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  /** @param name what it is known by: `localhost` is another site to a browser than `127.0.0.1` is */
  static async start(name = '127.0.0.1'): Promise<HostSite> {
    const site = new HostSite(name)
    site.#server.listen(0, '127.0.0.1')
    await once(site.#server, 'listening')
    return site
  }

  get origin(): string {
    const address = this.#server.address()
    return `http://${this.#name}:${typeof address === 'object' && address ? address.port : 0}`
  }

  /** Puts a page at an address of this site. @returns the address */
  put(path: string, html: string, headers: Readonly<Record<string, string>> = {}): string {
    this.pages[path] = { html, headers }
    return `${this.origin}${path}`
  }

  #answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    const page = this.pages[new URL(url, this.origin).pathname]
    response.writeHead(page ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...page?.headers,
    })
    response.end(page?.html ?? '')
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
