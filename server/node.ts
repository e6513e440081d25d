import { overwriteFreedMemory } from './node/clean-memory.ts'

// Before anything else is loaded, since the process may begin again here.
overwriteFreedMemory()

await import('./node/serve.ts')
