import { otherPersonMatters } from '../../machines/other-person.ts'
import { type CaseView, lowerFirst } from './case-view.ts'

/** What was said to be known and what to be suspected, apart, and who the other person is where the law turns on it. */
export function knownFacts(view: CaseView): string[] {
  const { chosen, loaded, say, standing } = view
  const who = chosen('other-person', 'who').map(lowerFirst)[0]
  const matters = otherPersonMatters(loaded.outline, standing.facts)
  return [
    ...(['known', 'suspected'] as const).flatMap((part) => {
      const found = factsSaid(view, part).map(lowerFirst)
      return found.length > 0 ? [say(`known.${part}`, { list: found.join('; ') })] : []
    }),
    ...(who && matters ? [say('other-person', { who })] : []),
  ]
}

/** The facts chosen in one part; "none of these" is not one. */
function factsSaid({ loaded, part }: CaseView, id: 'known' | 'suspected'): string[] {
  const chosen = [part('known', id)].flat()
  return chosen.length === 0 || chosen[0] === undefined
    ? []
    : loaded
        .question('known')
        .parts.flatMap((one) => ('options' in one ? one.options : []))
        .filter(
          ({ id: option, marks = [] }) =>
            chosen.includes(option) && !marks.includes('none-of-these'),
        )
        .map(({ words }) => words)
}
