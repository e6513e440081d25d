import page from '../../../content/interface.json' with { type: 'json' }
import { controls, isShown } from './shown.ts'

const { words } = page

/** Where help and the ways out are not as on every other page: all there but danger’s button, in one order. */
export function helpFaults(): string[] {
  const header = document.querySelector('header')
  // A page that is hidden shows nothing that tells what it is.
  if (document.querySelector('.cover')) return []
  if (!header || !isShown(header) || !header.textContent?.includes(words['danger.line'])) {
    return ['does not say whom to call in danger']
  }
  const ways = controls(header).map(({ textContent }) => textContent?.trim() ?? '')
  const rest = ways[0] === words.danger ? ways.slice(1) : ways
  return rest.join() === [words.hide, words.leave].join() ? [] : [`leads out by ${ways.join()}`]
}
