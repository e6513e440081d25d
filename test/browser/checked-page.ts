import { join } from 'node:path'
import { build } from 'esbuild'
import type { BrowserContext } from 'playwright-core'

const bundled = build({
  entryPoints: [join(import.meta.dirname, 'in-page/checks.ts')],
  bundle: true,
  write: false,
  format: 'iife',
  minify: true,
})

/**
 * Has every page of a context carry the checks, as `checks`. The browser puts them there before the page begins,
 * so that the page's own policy against foreign scripts stays in force.
 */
export async function carryChecks(context: BrowserContext): Promise<void> {
  const { outputFiles } = await bundled
  await context.addInitScript(outputFiles[0]?.text ?? '')
}
