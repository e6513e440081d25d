import { execFileSync } from 'node:child_process'
import { z } from 'zod'
import type { Installed } from './production-packages.ts'

const bom = z.looseObject({
  serialNumber: z.string().optional(),
  metadata: z.looseObject({
    timestamp: z.string(),
    component: z.looseObject({ name: z.string(), 'bom-ref': z.string() }),
  }),
  components: z.array(
    z.looseObject({ name: z.string(), version: z.string(), 'bom-ref': z.string() }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
})

/**
 * The bill of materials of what runs, as npm writes it for CycloneDX, without what is another in each run.
 * @param name what is released: npm would name it for its folder
 * @param packages those that are in it: npm's own choice leaves out what a tool needs as well
 * @param made the moment it is said to be made at
 */
export function releaseBom(
  root: string,
  name: string,
  packages: readonly Installed[],
  made: Date,
): object {
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 2 ** 26,
  })
  const { serialNumber: _, metadata, ...all } = bom.parse(JSON.parse(text))
  const component = { ...metadata.component, name }
  const known = new Set(packages.map(({ name, version }) => `${name}@${version}`))
  const components = all.components.filter(({ name, version }) => known.has(`${name}@${version}`))
  const refs = new Set([component, ...components].map((one) => one['bom-ref']))
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }))
  return {
    ...all,
    metadata: { ...metadata, timestamp: made.toISOString(), component },
    components,
    dependencies,
  }
}
