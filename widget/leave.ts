import { tellHost } from './host-link.ts'
import { forgetRing } from './key-ring.ts'
import { say } from './words.ts'

/** Clears everything this tab holds and shows, and leads the whole window elsewhere. */
export function leavePage(): void {
  // The line of the conversation closes with its element.
  document.body.replaceChildren()
  forgetRing()
  tellHost('exit')
  try {
    // In a frame the browser allows it only soon after a press in it. The page around, which was told, always may.
    top?.location.replace(say('leave.to'))
  } catch {
    // What is left is a blank frame.
  }
}
