import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** What the client is called at the provider, and its secret. */
export const client = { id: 'handrail', secret: 'a-secret-of-the-test' }

/** The account that signs in. */
export const account = 'a.practitioner@school.example'

/** A real OpenID Connect provider on loopback. It lets one account in at once, or refuses to. */
export class IdentityProvider {
  readonly url: string
  readonly #server: Server
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  /** Whether whoever comes is let in, or is told that access is denied. */
  lets = true
  /** Whether it hangs up on the service instead of answering its code. */
  hangsUp = false

  private constructor(server: Server, returnTo: string) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new Provider(this.url, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [returnTo],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      jwks: { keys: [this.#key.export({ format: 'jwk' })] },
      cookies: { keys: ['of the test'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({
          clientId: oidc.client?.clientId ?? '',
          accountId: oidc.session?.accountId ?? '',
        })
        grant.addOIDCScope('openid')
        await grant.save()
        return grant
      },
    })
    const answer = provider.callback()
    server.on('request', (request, response) => {
      if (this.hangsUp && request.url === '/token') return request.socket.destroy()
      if (!request.url?.startsWith('/interaction/')) return answer(request, response)
      const result = this.lets
        ? { login: { accountId: account } }
        : { error: 'access_denied', error_description: 'words of the provider' }
      return provider.interactionFinished(request, response, result)
    })
  }

  static async start(returnTo: string): Promise<IdentityProvider> {
    const server = createServer().listen(0, '127.0.0.1')
    // What stands between a service and its provider in a test sees connections being made, and no others.
    server.maxRequestsPerSocket = 1
    await once(server, 'listening')
    return new IdentityProvider(server, returnTo)
  }

  /** An ID token as this provider would sign it, whatever it claims. */
  signed(head: string, claims: object): string {
    const body = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
    return `${body}.${sign('sha256', Buffer.from(body), this.#key).toString('base64url')}`
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
