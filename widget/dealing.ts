import type { View } from '../server/protocol.ts'
import { bringIdentifying, identifyingHere } from './bring-identifying.ts'
import { h } from './dom.ts'
import { tools } from './point-out.ts'
import type { PlaceActions } from './prompt-place.ts'

/** What stands in the place of a paper until it is dealt with. */
export type Dealing = { box: HTMLElement; focus: HTMLElement }

/** The revision at which somebody last dealt with some of what was found. */
let dealtAt = -1

/**
 * What earlier answers hold that may say who the child is, where a paper would be made of them now.
 * @returns `null` where there is none, or where it cannot be shown
 */
export function dealing(
  { papers, pointedOut = [], prompt, revision }: View,
  { send, redraw }: Pick<PlaceActions, 'send'> & { redraw: () => void },
): Dealing | null {
  const paper = papers.length > 0 || prompt.waits === 'leaving'
  const search = identifyingHere()
  if (!paper || search === null || pointedOut.length === 0) return null
  if (!search) {
    const box = h('div', { tabindex: -1 })
    void bringIdentifying().then(() => box.isConnected && redraw())
    return { box, focus: box }
  }
  const { box, heading, first } = search.dealEarlier(tools, pointedOut, {
    send: (deal) => {
      dealtAt = revision
      send(deal)
    },
    change: (question) => send({ type: 'revisit', question }),
  })
  return { box, focus: dealtAt === revision - 1 && first ? first : heading }
}
