import * as oidc from 'openid-client'
import type { SignInFailure } from '../log.ts'
import type { SignInSettings } from './sign-in-settings.ts'

/** What the browser that started a sign-in must bring back with the provider's reply. */
export type Pending = { state: string; nonce: string; verifier: string }

/** How long the provider may take over one reply, in seconds. */
const patience = 10

/**
 * The organisation's OpenID Connect provider: authorization code with PKCE, and a signed ID token. It is
 * looked up at the first sign-in, so that the service starts, and says it is well, while the provider is down.
 */
export function createProvider({
  issuer,
  clientId,
  clientSecret,
  publicUrl,
  scope,
}: SignInSettings) {
  const returnTo = `${publicUrl}/sign-in/return`
  let found: Promise<oidc.Configuration> | null = null

  const configuration = () => {
    found ??= oidc.discovery(issuer, clientId, clientSecret, undefined, {
      timeout: patience,
      execute: [
        oidc.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    })
    return found
  }

  const failed = (error: unknown): { failure: SignInFailure } => {
    const failure = failureOf(error)
    // A provider that has moved, or was down, is looked up afresh for the next person.
    if (failure === 'unreachable' || failure === 'untrusted') found = null
    return { failure }
  }

  return {
    /** Where to send the browser, and what it must bring back. */
    async begin(): Promise<{ address: URL; pending: Pending } | { failure: SignInFailure }> {
      try {
        const pending = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
        }
        const address = oidc.buildAuthorizationUrl(await configuration(), {
          redirect_uri: returnTo,
          scope,
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
          code_challenge_method: 'S256',
        })
        return { address, pending }
      } catch (error) {
        return failed(error)
      }
    },

    /**
     * Checks the reply, given as the query it came in. The tokens, and the name in them, are dropped here:
     * that the provider vouched for somebody is all that is taken from them.
     */
    async finish(
      query: URLSearchParams,
      { state, nonce, verifier }: Pending,
    ): Promise<{ failure: SignInFailure } | null> {
      if (query.get('state') !== state) return { failure: 'mismatch' }
      try {
        await oidc.authorizationCodeGrant(await configuration(), new URL(`${returnTo}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        })
        return null
      } catch (error) {
        return failed(error)
      }
    },
  }
}

/** Which sentence fits; what cannot be told apart counts as a reply that could not be checked. */
function failureOf(error: unknown): SignInFailure {
  if (error instanceof oidc.AuthorizationResponseError) {
    return error.error === 'access_denied' ? 'cancelled' : 'refused'
  }
  if (error instanceof oidc.ResponseBodyError) return 'refused'
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'refused'
  // How `fetch` says that there was no reply at all.
  if (error instanceof TypeError && error.cause !== undefined) return 'unreachable'
  if (error instanceof oidc.ClientError) {
    if (error.code === 'OAUTH_TIMEOUT') return 'unreachable'
    // A reply is told by its status: the web server puts a class of its own in the place of `Response`.
    const { status = 0 } = (error.cause ?? {}) as { status?: number }
    if (status >= 500) return 'unreachable'
  }
  return 'untrusted'
}
