import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { interfaceWords } from '../../.build/site.mjs'
import { asyncApi } from '../async-api.ts'

// npm run asyncapi: writes docs/asyncapi.json, the published document of the WebSocket.

const root = join(import.meta.dirname, '../..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const document = asyncApi(version, interfaceWords)
writeFileSync(join(root, 'docs/asyncapi.json'), `${JSON.stringify(document, null, 2)}\n`)
