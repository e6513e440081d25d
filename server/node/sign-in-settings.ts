import { z } from 'zod'

/** Where people sign in and how this service is known there; `hours` is how long a sign-in lasts. */
export type SignInSettings = {
  issuer: URL
  clientId: string
  clientSecret: string
  /** The origin under which people reach the service, without a slash at its end. */
  publicUrl: string
  scope: string
  hours: number
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** An address that may carry secrets: over TLS, or never leaving this machine. */
const address = (name: string) =>
  z
    .string({
      error: `${name}: sign-in needs this too. It is an address such as https://example.org.`,
    })
    .transform((text, context) => {
      const url = URL.parse(text)
      const safe =
        url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))
      if (url && safe && !url.username && !url.password && !url.search && !url.hash) return url
      context.addIssue(
        `${name}: this must be a plain https:// address; http:// is only for this machine.`,
      )
      return z.NEVER
    })

const given = (name: string) =>
  z.string({ error: `${name}: sign-in needs this too. Your organisation’s sign-in gives it.` })

const settings = z.object({
  OIDC_ISSUER: address('OIDC_ISSUER'),
  OIDC_CLIENT_ID: given('OIDC_CLIENT_ID'),
  OIDC_CLIENT_SECRET: given('OIDC_CLIENT_SECRET'),
  PUBLIC_URL: address('PUBLIC_URL').refine(({ pathname }) => pathname === '/', {
    error: 'PUBLIC_URL: this must have no path; the service stands at the root of its address.',
  }),
  OIDC_SCOPE: z
    .string()
    .default('openid')
    .refine((scope) => scope.split(' ').includes('openid'), {
      error: 'OIDC_SCOPE: openid must be among these.',
    }),
  SIGN_IN_HOURS: z.coerce
    .number({ error: 'SIGN_IN_HOURS: this must be a number of hours.' })
    .min(1, 'SIGN_IN_HOURS: this must be 1 or more.')
    .max(168, 'SIGN_IN_HOURS: this must be 168 or less.')
    .default(12),
})

/**
 * Reads the settings of sign-in; an empty value counts as none.
 * @returns null where sign-in is not wanted; sentences that name each fault where it is set up in part,
 * because a service that was meant to be closed must not start open
 */
export function signInSettings(
  env: Readonly<Record<string, string | undefined>>,
): SignInSettings | { faults: string[] } | null {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value))
  if (!Object.keys(set).some((name) => name.startsWith('OIDC_'))) return null
  const reading = settings.safeParse(set)
  if (!reading.success) return { faults: reading.error.issues.map(({ message }) => message) }
  const { data } = reading
  return {
    issuer: data.OIDC_ISSUER,
    clientId: data.OIDC_CLIENT_ID,
    clientSecret: data.OIDC_CLIENT_SECRET,
    publicUrl: data.PUBLIC_URL.origin,
    scope: data.OIDC_SCOPE,
    hours: data.SIGN_IN_HOURS,
  }
}
