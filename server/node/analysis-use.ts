import { z } from 'zod'

/**
 * The deployer's leave to use the structured analysis, without which no pack holds one: their statement of
 * permission, and a file of wording they are licensed to use, where there is one.
 */
export type AnalysisUse = { permission: string; wording: string | null }

const statement = 'this is the statement of permission itself: who gave it, to whom, and when'

const environment = z
  .object({
    STRUCTURED_ANALYSIS_PERMISSION: z.string().trim().min(20, statement).max(400).optional(),
    STRUCTURED_ANALYSIS_WORDING: z.string().optional(),
  })
  .refine((set) => !set.STRUCTURED_ANALYSIS_WORDING || set.STRUCTURED_ANALYSIS_PERMISSION, {
    path: ['STRUCTURED_ANALYSIS_WORDING'],
    error: 'this needs STRUCTURED_ANALYSIS_PERMISSION as well',
  })

/** Reads the environment: `null` where the structured analysis is not used, or what is wrong with a setting. */
export function analysisUse(
  env: NodeJS.ProcessEnv,
): { use: AnalysisUse | null } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const reading = environment.safeParse(given)
  if (!reading.success) {
    return {
      faults: reading.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`),
    }
  }
  const {
    STRUCTURED_ANALYSIS_PERMISSION: permission,
    STRUCTURED_ANALYSIS_WORDING: wording = null,
  } = reading.data
  return { use: permission === undefined ? null : { permission, wording } }
}
