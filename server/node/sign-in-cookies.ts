import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, getSignedCookie, setCookie, setSignedCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { Pending } from './sign-in-provider.ts'
import type { SignInSettings } from './sign-in-settings.ts'

/** How long a person may take at the provider, in seconds. */
const startLasts = 10 * 60

/**
 * What browsers hold of a sign-in. A started one is a cookie signed by a key that lives as long as this
 * process, so that starting many fills no memory. A finished one is a random number, kept here only beside
 * the time it ends: nothing leads from it to a person, and signing out truly ends it.
 */
export function createSignInCookies(
  { publicUrl, hours }: Pick<SignInSettings, 'publicUrl' | 'hours'>,
  now: () => number,
) {
  const key = randomBytes(32).toString('base64')
  const ends = new Map<string, number>()
  const prefix = publicUrl.startsWith('https:') ? 'host' : undefined
  // Lax, not strict: the way back from the provider is a navigation from another site.
  const options: CookieOptions = { httpOnly: true, sameSite: 'Lax', ...(prefix && { prefix }) }
  const started = 'sign-in-started'
  const finished = 'sign-in'

  const valid = (context: Context): boolean => {
    const id = getCookie(context, finished, prefix)
    return id !== undefined && now() < (ends.get(id) ?? 0)
  }

  const end = (context: Context): void => {
    const id = deleteCookie(context, finished, options)
    if (id !== undefined) ends.delete(id)
  }

  return {
    valid,
    end,

    /** Binds a started sign-in to this browser. */
    async start(context: Context, pending: Pending): Promise<void> {
      const value = JSON.stringify({ ...pending, until: now() + startLasts * 1000 })
      await setSignedCookie(context, started, value, key, { ...options, maxAge: startLasts })
    },

    /** What this browser started, once; null where it started nothing or took too long. */
    async started(context: Context): Promise<Pending | null> {
      const value = await getSignedCookie(context, key, started, prefix)
      if (value === undefined) return null
      deleteCookie(context, started, options)
      if (value === false) return null
      const { until, ...pending }: Pending & { until: number } = JSON.parse(value)
      return now() < until ? pending : null
    },

    /** Lets this browser in under a new number; those whose time is over are forgotten. */
    finish(context: Context): void {
      end(context)
      // All last equally long, so the oldest come first.
      for (const [id, until] of ends) {
        if (now() < until) break
        ends.delete(id)
      }
      const id = randomBytes(32).toString('base64url')
      ends.set(id, now() + hours * 3_600_000)
      setCookie(context, finished, id, { ...options, maxAge: hours * 3_600 })
    },
  }
}
