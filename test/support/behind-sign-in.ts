import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve, upgradeWebSocket } from '@hono/node-server'
import type { Hono } from 'hono'
import { expect } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { interfaceWords } from '../../.build/site.mjs'
import { createApp } from '../../server/app.ts'
import type { LogEntry, SignInFailure } from '../../server/log.ts'
import { nodeCipher } from '../../server/node/cipher.ts'
import { createSignIn } from '../../server/node/sign-in.ts'
import { signInSettings } from '../../server/node/sign-in-settings.ts'
import { openSqlite } from '../../server/node/sqlite.ts'
import { Browsing } from './browsing.ts'
import { client, IdentityProvider } from './identity-provider.ts'
import { handKeys, unlimited } from './service.ts'
import { southwark } from './southwark.ts'

/** A sentence about signing in. */
export const words = (key: string): string => interfaceWords[`sign-in.${key}`] ?? 'missing'

/** The settings that make a service at this address use this provider. */
export const environment = (provider: string, url: string) => ({
  OIDC_ISSUER: provider,
  OIDC_CLIENT_ID: client.id,
  OIDC_CLIENT_SECRET: client.secret,
  PUBLIC_URL: url,
})

/**
 * The whole service behind sign-in, put together as the Node entry does, with a real provider beside it and
 * a person who has come to neither.
 */
export class BehindSignIn {
  readonly url: string
  readonly provider: IdentityProvider
  readonly #server: ServerType
  readonly #serving: { app: Hono }
  person = new Browsing()
  logged: LogEntry[] = []
  /** How far the service's clock is ahead, in milliseconds. */
  ahead = 0

  private constructor(
    url: string,
    provider: IdentityProvider,
    server: ServerType,
    serving: { app: Hono },
  ) {
    this.url = url
    this.provider = provider
    this.#server = server
    this.#serving = serving
  }

  static async start(): Promise<BehindSignIn> {
    const serving = {} as { app: Hono }
    const server = serve({
      fetch: (request, env) => serving.app.fetch(request, env),
      port: 0,
      hostname: '127.0.0.1',
      websocket: { server: new WebSocketServer({ noServer: true }) },
    })
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = await IdentityProvider.start(`${url}/sign-in/return`)
    return new BehindSignIn(url, provider, server, serving)
  }

  async end(): Promise<void> {
    await this.provider.end()
    this.#server.close()
  }

  /** Begins anew, as a service that was just started with these settings, and a person nobody knows. */
  anew(changes: Record<string, string> = {}): void {
    const settings = signInSettings({ ...environment(this.provider.url, this.url), ...changes })
    if (!settings || 'faults' in settings) throw new Error('not settings')
    this.person = new Browsing()
    this.logged = []
    this.ahead = 0
    this.provider.lets = true
    this.provider.hangsUp = false
    const log = (entry: LogEntry) => this.logged.push(entry)
    const now = () => Date.now() + this.ahead
    const { app: service } = createApp(
      new Map([[southwark.pack.area.id, southwark]]),
      {
        sql: openSqlite(':memory:'),
        cipher: nodeCipher,
        dayKeys: handKeys(),
        clock: { now, steady: now },
        addressOf: () => '',
        upgrade: upgradeWebSocket(() => ({})),
        log,
        tally: () => {},
        full: () => false,
        ready: () => true,
      },
      {
        retention: { kept: 1, handedOver: 1, idle: 1 },
        allowances: { messages: unlimited, openings: unlimited, codes: unlimited.session },
        quotas: { record: 2 ** 20, tenant: 2 ** 30, address: 2 ** 30 },
        origins: [this.url],
        securityContact: null,
        tenants: [],
      },
    )
    this.#serving.app = createSignIn(settings, { words: interfaceWords, log, now }).around(service)
  }

  /** What becomes of an attempt to open a conversation: its status, or 101. */
  dial(cookie: string): Promise<number> {
    return new Promise((resolve) => {
      const address = `${this.url.replace('http', 'ws')}/ws`
      const socket = new WebSocket(address, { headers: { cookie }, origin: this.url })
      socket.once('unexpected-response', (_, response) => {
        resolve(response.statusCode ?? 0)
        response.destroy()
      })
      socket.once('open', () => {
        resolve(101)
        socket.terminate()
      })
      socket.on('error', () => undefined)
    })
  }

  /** Signs in as far as the provider's reply, and gives the address that the reply leads to. */
  async reply(): Promise<string> {
    const last = await this.person.go(`${this.url}/`, `${this.url}/sign-in/return`)
    return last.headers.get('location') ?? ''
  }

  /** Insists that a response is a page that says this, and nothing of what the provider or a library said. */
  async refuses(response: Response, failure: SignInFailure, status: number): Promise<void> {
    expect(response.status).toBe(status)
    const page = await response.text()
    expect(page).toContain(words(failure))
    expect(page).toContain(interfaceWords['danger.line'])
    expect(page).not.toMatch(/OAUTH|Error|words of the provider|invalid|127\.0\.0\.1/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(this.logged).toEqual([{ kind: 'sign-in', outcome: failure }])
    expect((await this.person.once(`${this.url}/`)).status).toBe(302)
  }
}
