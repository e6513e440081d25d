/** One thing a connection says: what follows the id and revision in the frame, and the reply's size in bytes. */
export type Step = { type: string; rest: string; reply: number }

/** What a connection says in turn. `again` is the step that follows the last: 0 begins another session. */
export type Walk = { steps: Step[]; again: number }

/** The frame of a step. The reference is sent the same text, after the size of the reply it is to give. */
export function frameOf(
  step: Step,
  at: { id: string; session: string; key: string; revision: number },
  sized: boolean,
): string {
  const address =
    step.type === 'open'
      ? `"session":"${at.session}","key":"${at.key}"`
      : `"revision":${at.revision}`
  const text = `{"type":"${step.type}","id":"${at.id}",${address}${step.rest}`
  return sized ? sizePrefix(step.reply) + text : text
}

const sizeDigits = 4

/** A size in bytes as the first characters of a frame, below 36^4. */
const sizePrefix = (bytes: number): string => bytes.toString(36).padStart(sizeDigits, '0')

/** The size a frame asks for. */
export const sizeAsked = (frame: Buffer): number =>
  Number.parseInt(frame.toString('latin1', 0, sizeDigits), 36)
