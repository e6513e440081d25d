import { otherPersonMatters } from '../../machines/other-person.ts'
import { type CaseView, lowerFirst } from './case-view.ts'

/** What was said to be known and what to be suspected, apart, and who the other person is where the law turns on it. */
export function knownFacts(view: CaseView): string[] {
  const { chosen, loaded, say, standing } = view
  const said = (['known', 'suspected'] as const).flatMap((part) => {
    const found = chosen('known', part).map(lowerFirst)
    return found.length > 0 ? [say(`known.${part}`, { list: found.join('; ') })] : []
  })
  const who = chosen('other-person', 'who').map(lowerFirst)[0]
  const matters = otherPersonMatters(loaded.outline, standing.facts)
  return [...said, ...(who && matters ? [say('other-person', { who })] : [])]
}
