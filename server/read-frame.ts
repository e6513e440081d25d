import { type ClientMessage, clientMessage, frameLimit, type Rejection } from './protocol.ts'

type Reading = { message: ClientMessage } | { rejected: Rejection; re: string | null }

/** Reads a frame as a message of the protocol, or says how it is none. */
export function readFrame(frame: string | ArrayBuffer): Reading {
  if (typeof frame !== 'string') return { rejected: 'malformed', re: null }
  if (tooLarge(frame)) return { rejected: 'too-large', re: null }
  let json: unknown
  try {
    json = JSON.parse(frame)
  } catch {
    return { rejected: 'malformed', re: null }
  }
  const parsed = clientMessage.safeParse(json)
  return parsed.success ? { message: parsed.data } : { rejected: 'malformed', re: idIn(json) }
}

/** A character is three bytes of UTF-8 at most, so that only a long frame has to be counted. */
const tooLarge = (frame: string): boolean =>
  frame.length > frameLimit ||
  (frame.length > frameLimit / 3 && new TextEncoder().encode(frame).length > frameLimit)

/** The id of a message that could not be read otherwise, so that its sender knows which was refused. */
function idIn(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('id' in json)) return null
  return typeof json.id === 'string' && json.id.length <= 64 ? json.id : null
}
