import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().default(false),
      optional: z.boolean().default(false),
      devOptional: z.boolean().default(false),
    }),
  ),
})

const manifest = z.object({ name: z.string(), version: z.string() })

/** A package as it is installed: its folder below the root, such as `node_modules/ws`. */
export type Installed = { folder: string; name: string; version: string }

/**
 * The packages that the service needs to run, by `package-lock.json`: none that only changes it, and none it can do
 * without.
 * @throws where one is not installed in the version that is written there
 */
export function productionPackages(root: string): Installed[] {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))
  const { packages } = lockFile.parse(read('package-lock.json'))
  return Object.entries(packages).flatMap(([folder, { version, dev, optional, devOptional }]) => {
    if (folder === '' || dev || optional || devOptional) return []
    const installed = manifest.parse(read(`${folder}/package.json`))
    if (installed.version === version) return [{ folder, ...installed }]
    throw new Error(
      `${folder} is there in version ${installed.version}, and package-lock.json names ${version}. Run npm ci.`,
    )
  })
}
