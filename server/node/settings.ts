import { totalmem } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Settings } from '../app.ts'
import { type AnalysisUse, analysisUse } from './analysis-use.ts'

/** What a number in the environment may be, and what it is when it is not given. */
const number = (otherwise: number, least: number, most: number) =>
  numberIfGiven(least, most).default(otherwise)

const numberIfGiven = (least: number, most: number) => {
  const error = `this should be a number from ${least} to ${most}`
  return z.coerce.number({ error }).min(least, error).max(most, error)
}

const portNumber = () => {
  const error = 'this is not a port number'
  return z.coerce.number({ error }).int(error).min(0, error).max(65_535, error)
}

const hour = 3_600_000
const minute = 60_000
const mega = 2 ** 20

const environment = z.object({
  PORT: portNumber().default(8787),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  KEY_DIR: z.string().optional(),
  KEYS_LOST: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d(,\d{4}-\d\d-\d\d)*$/, 'this is not a day such as 2026-11-22')
    .optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_MINUTES: number(60, 0.005, 60 * 24),
  CONTENT_DIR: z.string().default(join(import.meta.dirname, '../../content/areas')),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'this is not an http or https address' })
    .optional(),
  ORIGINS: z.string().default(''),
  TENANTS: z.string().optional(),
  SECURITY_CONTACT: z.string().optional(),
  METRICS_PORT: portNumber().optional(),
  TRUST_PROXY: z.enum(['yes', 'no'], { error: 'this is yes or no' }).default('no'),
  RETENTION_HOURS: number(72, 0.001, 24 * 31),
  HANDED_OVER_MINUTES: number(30, 0.01, 60 * 72),
  LOCK_MINUTES: number(5, 0.01, 60),
  SWEEP_SECONDS: number(5, 0.05, 60),
  PATIENCE_SECONDS: number(15, 0.2, 600),
  MOST_CONNECTIONS: number(5_000, 1, 1_000_000),
  MOST_CONNECTIONS_EACH: numberIfGiven(1, 1_000_000).optional(),
  MEMORY_MB: number(Math.round((totalmem() / 2 ** 20) * 0.5), 64, 10_000_000),
  MESSAGES_PER_SECOND: number(20, 1, 1_000_000),
  RECORD_KB: number(1_024, 64, 100_000),
  TENANT_MB: number(2_048, 1, 10_000_000),
  ADDRESS_MB: number(256, 1, 10_000_000),
  DATA_MB: number(8_192, 1, 10_000_000),
  FREE_MB: number(256, 1, 10_000_000),
  RESERVE_MB: number(8, 1, 1_000),
})

/** Everything a deployer decides, from the environment: each with what it is when nothing is said. */
export type NodeSettings = Omit<Settings, 'tenants'> & {
  port: number
  hostname: string
  dataDir: string
  keyDir: string
  /** The days whose keys are lost for good, so that what needs them may be erased. */
  keysLost: readonly string[]
  /** Where a copy of the database is put, and how often, in milliseconds; `null` where none is made. */
  backup: { folder: string; every: number } | null
  contentDir: string
  /** The file that names the tenants. */
  tenantsFile: string | null
  /** Whether packs hold the structured analysis, and by what permission. */
  analysis: AnalysisUse | null
  metricsPort: number | null
  trustProxy: boolean
  sweepEvery: number
  /** How long a client is waited for, in milliseconds: for a sign of life, or for the rest of a request. */
  patience: number
  mostConnections: number
  /** How many connections one address may hold; a tenth of all, and no fewer than a hundred, where it is not set. */
  mostEach: number | null
  memory: number
  /** What is left of the disk, in bytes: how much is kept in all, how much stays free, and what is given up at need. */
  disk: { most: number; free: number; reserve: number }
}

/** Reads the environment, or says of each variable that is wrong what it should be. */
export function readSettings(env: NodeJS.ProcessEnv): NodeSettings | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const reading = environment.safeParse(given)
  const analysis = analysisUse(env)
  if (!reading.success) {
    return {
      faults: reading.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`),
    }
  }
  if ('faults' in analysis) return analysis
  const set = reading.data
  const perSecond = set.MESSAGES_PER_SECOND
  const own = ['localhost', '127.0.0.1', set.HOST].map((host) => `http://${host}:${set.PORT}`)
  const named = set.ORIGINS.split(',')
    .map((origin) => origin.trim())
    .filter(Boolean)
  return {
    port: set.PORT,
    hostname: set.HOST,
    dataDir: set.DATA_DIR,
    keyDir: set.KEY_DIR ?? `${set.DATA_DIR.replace(/\/+$/, '')}-keys`,
    keysLost: set.KEYS_LOST?.split(',') ?? [],
    backup: set.BACKUP_DIR ? { folder: set.BACKUP_DIR, every: set.BACKUP_MINUTES * minute } : null,
    contentDir: set.CONTENT_DIR,
    tenantsFile: set.TENANTS ?? null,
    analysis: analysis.use,
    metricsPort: set.METRICS_PORT ?? null,
    trustProxy: set.TRUST_PROXY === 'yes',
    sweepEvery: set.SWEEP_SECONDS * 1000,
    patience: Math.round(set.PATIENCE_SECONDS * 1000),
    mostConnections: set.MOST_CONNECTIONS,
    mostEach: set.MOST_CONNECTIONS_EACH ?? null,
    memory: set.MEMORY_MB * mega,
    quotas: {
      record: set.RECORD_KB * 2 ** 10,
      tenant: set.TENANT_MB * mega,
      address: set.ADDRESS_MB * mega,
    },
    disk: {
      most: set.DATA_MB * mega,
      free: set.FREE_MB * mega,
      reserve: set.RESERVE_MB * mega,
    },
    origins: [...(set.PUBLIC_URL ? [new URL(set.PUBLIC_URL).origin] : own), ...named],
    secure: set.PUBLIC_URL?.startsWith('https:') ?? false,
    securityContact: set.SECURITY_CONTACT ?? null,
    retention: {
      kept: set.RETENTION_HOURS * hour,
      handedOver: set.HANDED_OVER_MINUTES * minute,
      idle: set.LOCK_MINUTES * minute,
    },
    allowances: {
      messages: {
        session: { burst: perSecond * 6, perSecond },
        tenant: { burst: perSecond * 10_000, perSecond: perSecond * 5_000 },
        address: { burst: perSecond * 50, perSecond: perSecond * 25 },
      },
      openings: {
        session: { burst: 30, perSecond: 1 },
        tenant: { burst: 10_000, perSecond: 500 },
        address: { burst: 5_000, perSecond: 100 },
      },
      codes: { burst: 60, perSecond: 0.2 },
      newCodes: { burst: perSecond * 6, perSecond: perSecond / 10 },
    },
  }
}
