import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Log, SignInFailure } from '../log.ts'
import { onlyByHttps } from '../only-by-https.ts'
import { createSignInCookies } from './sign-in-cookies.ts'
import { signInPage } from './sign-in-page.ts'
import { createProvider } from './sign-in-provider.ts'
import type { SignInSettings } from './sign-in-settings.ts'

/** What anyone may fetch: whether the service is well, how to report a hole, and the look of the pages. */
const open = /^\/(healthz|readyz|assets\/[^/]+|\.well-known\/security\.txt)$/

const statuses = {
  mismatch: 400,
  cancelled: 403,
  refused: 403,
  unreachable: 503,
  untrusted: 502,
} as const satisfies Record<SignInFailure, number>

const strict = (secure: boolean) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    crossOriginEmbedderPolicy: true,
    strictTransportSecurity: secure && onlyByHttps,
  })

const unstored: MiddlewareHandler = async (context, next) => {
  context.header('cache-control', 'no-store')
  await next()
}

/**
 * Sign-in with the organisation's own accounts. It says who may use the service and leaves no trace in what
 * is recorded: there is no link from a conversation to an account.
 */
export function createSignIn(
  settings: SignInSettings,
  { words, log, now }: { words: Readonly<Record<string, string>>; log: Log; now: () => number },
) {
  const provider = createProvider(settings)
  const cookies = createSignInCookies(settings, now)
  const headers = strict(settings.publicUrl.startsWith('https:'))

  const failed = (context: Context, failure: SignInFailure) => {
    log({ kind: 'sign-in', outcome: failure })
    const page = { title: 'sign-in.title', says: `sign-in.${failure}`, next: 'sign-in' } as const
    return context.html(signInPage(words, page), statuses[failure])
  }

  const required: MiddlewareHandler = async (context, next) => {
    const { path, method } = context.req
    if (open.test(path) || cookies.valid(context)) return next()
    context.header('cache-control', 'no-store')
    const isPage = path === '/' || context.req.header('accept')?.includes('text/html')
    return isPage && (method === 'GET' || method === 'HEAD')
      ? // To the address that the provider knows, so that the cookies are set where it leads back to.
        context.redirect(`${settings.publicUrl}/sign-in`)
      : context.text(words['sign-in.needed'] ?? '', 401)
  }

  return {
    /** The same service, for those alone who have signed in. */
    around(service: Hono): Hono {
      const app = new Hono()
      app.use('/sign-in/*', headers, unstored)
      app.use('/sign-out', headers, unstored)
      app.get('/sign-in', async (context) => {
        const begun = await provider.begin()
        if ('failure' in begun) return failed(context, begun.failure)
        await cookies.start(context, begun.pending)
        return context.redirect(begun.address.href)
      })
      app.get('/sign-in/return', async (context) => {
        const pending = await cookies.started(context)
        if (!pending) return failed(context, 'mismatch')
        const refusal = await provider.finish(new URL(context.req.url).searchParams, pending)
        if (refusal) return failed(context, refusal.failure)
        cookies.finish(context)
        return context.redirect('/')
      })
      app.get('/sign-out', (context) => {
        const page = {
          title: 'sign-in.leave.title',
          says: 'sign-in.leave',
          next: 'sign-out',
        } as const
        return context.html(signInPage(words, page))
      })
      // Another site's form brings no Lax cookie, so it finds nothing to end.
      app.post('/sign-out', (context) => {
        if (cookies.valid(context)) cookies.end(context)
        const page = { title: 'sign-in.left.title', says: 'sign-in.left', next: 'sign-in' } as const
        return context.html(signInPage(words, page))
      })
      // All else, known here or not, so that a route added later is closed until it is opened above.
      app.all('*', required, (context) => service.fetch(context.req.raw, context.env))
      return app
    },
  }
}
