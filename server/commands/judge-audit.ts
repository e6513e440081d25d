import { z } from 'zod'

/** Advisories that are known and let stand: each by its id, with why, and the day by which it is looked at again. */
export const knownAdvisories = z.array(
  z.strictObject({ advisory: z.string(), reason: z.string().min(10), until: z.iso.date() }),
)

/** What npm says to `npm audit --json`: advisories by package, or why the registry gave none. */
const answered = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(
        z.union([
          z.string(),
          z.object({ name: z.string(), title: z.string(), url: z.string(), severity: z.string() }),
        ]),
      ),
    }),
  ),
})
const unanswered = z.object({ message: z.string(), statusCode: z.number().optional() })

/**
 * Judges what npm said of the packages.
 * @param answer the JSON of `npm audit --json`
 * @param known what is let stand
 * @param today such as `2026-11-22`
 * @returns whether it passes, and the lines to say
 */
export function judgeAudit(
  answer: unknown,
  known: z.infer<typeof knownAdvisories>,
  today: string,
): { passed: boolean; lines: string[] } {
  const overdue = known
    .filter(({ until }) => until < today)
    .map(({ advisory, until }) => `${advisory}: it was to be looked at again by ${until}.`)
  const report = answered.safeParse(answer)
  if (!report.success) {
    const none = unanswered.safeParse(answer)
    const why = none.data?.statusCode ? ` (${none.data.statusCode})` : ''
    return none.success
      ? {
          passed: overdue.length === 0,
          lines: [...overdue, `NOT AUDITED: the registry does not answer audits${why}.`],
        }
      : { passed: false, lines: [...overdue, 'What npm audit said could not be read.'] }
  }
  const found = Object.values(report.data.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((one) => typeof one !== 'string')
    .map((one) => ({ ...one, advisory: one.url.split('/').at(-1) ?? one.url }))
  const isKnown = (id: string) => known.some(({ advisory }) => advisory === id)
  const open = found
    .filter(({ advisory }) => !isKnown(advisory))
    .map(
      ({ name, severity, advisory, title, url }) =>
        `${name}: ${severity}: ${advisory}: ${title} (${url})`,
    )
  const unused = known
    .filter(({ advisory }) => found.every((one) => one.advisory !== advisory))
    .map(({ advisory }) => `${advisory}: nothing here has it any more. Take it out of the list.`)
  const lines = [...new Set([...open, ...overdue])]
  const passed = lines.length === 0
  const sum = `${found.length} found, ${found.length - open.length} known.`
  return { passed, lines: [...lines, ...unused, sum] }
}
