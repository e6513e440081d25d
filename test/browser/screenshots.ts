import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startChromium } from './chromium.ts'
import { everyState } from './every-state.ts'
import { picture } from './pictures.ts'

// npm run screenshots: every state of the page at three widths, light, dark and in forced colours, in
// .build/screenshots; exits 1 if anything runs over the side.

const folder = join(import.meta.dirname, '../../.build/screenshots')
rmSync(folder, { recursive: true, force: true })
const browser = await startChromium()
const over: string[] = []
let states = 0
for await (const state of everyState(browser)) {
  over.push(...(await picture(state, folder)))
  states += 1
}
await browser.close()
process.stdout.write(`${over.map((line) => `${line}\n`).join('')}${states} states, in ${folder}\n`)
if (over.length > 0) process.exit(1)
