import type { Block } from '../protocol.ts'
import { paragraph, quote } from './blocks.ts'
import type { CaseView } from './case-view.ts'

/** Where views differ, each with the way forward that was recorded: none ends in silence. */
export function differences(view: CaseView): Block[] {
  const { chosen, part, say, text } = view
  const whose = (['mine', 'theirs', 'what-to-do'] as const).find(
    (one) => one === part('disagreement', 'whose'),
  )
  const way = chosen('disagreement', 'way')[0]
  const refused = chosen('not-taken-on', 'way')[0]
  return [
    ...(whose ? paragraph(say(`differ.${whose}`)) : []),
    ...quote(text('disagreement', 'words')),
    ...(way ? paragraph(say('differ.way', { way })) : []),
    ...(refused ? paragraph(say('not-taken-on', { way: refused })) : []),
    ...['who', 'reason', 'then'].flatMap((id) =>
      quote(text('not-taken-on', id), labelOf(view, 'not-taken-on', id)),
    ),
  ]
}

/** The words beside one part of a question, where its pack has them. */
export const labelOf = ({ answer, loaded }: CaseView, question: string, id: string) =>
  answer(question) && loaded.question(question).parts.find((part) => part.id === id)?.words
