/** A browser without a page: it keeps the cookies of each origin and goes where it is sent. */
export class Browsing {
  readonly #jars = new Map<string, Map<string, string>>()
  /** The addresses it was at, newest last. */
  readonly visited: string[] = []

  /** The cookies of an origin, by name; they may be changed. */
  jar(url: string): Map<string, string> {
    const { origin } = new URL(url)
    const jar = this.#jars.get(origin) ?? new Map()
    this.#jars.set(origin, jar)
    return jar
  }

  /** The header that its requests to this address carry. */
  cookies(url: string): string {
    return [...this.jar(url)].map((pair) => pair.join('=')).join('; ')
  }

  /** Makes one request as the person at the address bar would, and follows nothing. */
  async once(url: string, method = 'GET'): Promise<Response> {
    this.visited.push(url)
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: this.cookies(url) },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const [name = '', ...value] = pair.split('=')
      const over = attributes.some((attribute) => {
        const [key = '', at = ''] = attribute.split('=')
        return (
          (key.toLowerCase() === 'max-age' && Number(at) <= 0) ||
          (key.toLowerCase() === 'expires' && Date.parse(at) < Date.now())
        )
      })
      if (over) this.jar(url).delete(name)
      else this.jar(url).set(name, value.join('='))
    }
    return response
  }

  /** Goes to an address and on to wherever that leads, but not beyond `until`. */
  async go(url: string, until?: string): Promise<Response> {
    const response = await this.once(url)
    const to = response.headers.get('location')
    if (to === null) return response
    const next = new URL(to, url).href
    return until !== undefined && next.startsWith(until) ? response : this.go(next, until)
  }
}
