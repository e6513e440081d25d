import type { Context } from 'hono'
import { z } from 'zod'

/** An origin that frames may be allowed for: exact, and nothing that could end the directive it is written into. */
const exact = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/
const here = ['localhost', '127.0.0.1']

function isOrigin(written: string): boolean {
  if (!exact.test(written) || !URL.canParse(written)) return false
  const { origin, protocol, hostname } = new URL(written)
  return origin === written && (protocol === 'https:' || here.includes(hostname))
}

const name = (what: string) =>
  z.string().regex(/^[A-Za-z0-9-]{3,64}$/, `${what} is 3 to 64 letters, numbers and hyphens`)

const written = z.strictObject({
  id: name('an id'),
  origins: z
    .array(
      z
        .string()
        .refine(
          isOrigin,
          'this is not an origin such as https://intranet.example, exactly as a browser sends it',
        ),
    )
    .min(1, 'name at least one origin'),
  areas: z.array(z.string()).min(1, 'name an area, or leave this out for all').optional(),
  token: name('a token').optional(),
})

/** An organisation whose pages may show the chat page inside them. */
export type Tenant = {
  /** What limits count it by. */
  id: string
  /** The exact origins of its pages. */
  origins: readonly string[]
  /** The areas it offers; all that there are where it names none. */
  areas: readonly string[]
  /** What its pages name it by in an address: public, and no secret. */
  token: string
}

/**
 * Reads a list of tenants from JSON.
 * @param areas the ids of the areas there are
 * @returns the tenants, or one line for each fault, with its place in the list
 */
export function readTenants(
  text: string,
  areas: readonly string[],
): { tenants: readonly Tenant[] } | { faults: string[] } {
  const reading = z.array(written, 'this is not a list in JSON').safeParse(parsed(text))
  if (!reading.success) {
    return { faults: reading.error.issues.map(({ path, message }) => at(path, message)) }
  }
  const tenants = reading.data.map((one) => ({
    id: one.id,
    origins: one.origins,
    areas: one.areas ?? areas,
    token: one.token ?? one.id,
  }))
  const faults = tenants.flatMap((one, index) => [
    ...one.areas
      .filter((area) => !areas.includes(area))
      .map((area) => at([index, 'areas'], `there is no area ${area} here`)),
    ...(['id', 'token'] as const)
      .filter((key) => tenants.findIndex((other) => other[key] === one[key]) !== index)
      .map((key) => at([index, key], `another has ${one[key]} already`)),
  ])
  return faults.length > 0 ? { faults } : { tenants }
}

/** Whose page a request comes from: the tenant it names, since its page has our own origin, or else that origin. */
export const ownerIn =
  (tenants: readonly Tenant[]) =>
  ({ req }: Context): string => {
    const token = req.query('tenant')
    return tenants.find((one) => one.token === token)?.id ?? req.header('origin') ?? ''
  }

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const at = (path: readonly PropertyKey[], message: string) =>
  `TENANTS${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')}: ${message}.`
