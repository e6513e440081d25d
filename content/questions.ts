import { planQuestion } from './again-file.ts'
import { analysisQuestions } from './analysis-questions.ts'
import type { Pack, PackDomain, PackPart, PackQuestion } from './pack.ts'

/** Every question of a pack as one list: the route's, each domain's with its follow-up, the analysis where it is used. */
export const questionsOf = (pack: Pack): PackQuestion[] => [
  ...pack.route.questions,
  ...pack.screening.domains.flatMap((domain) =>
    domain.questions.flatMap((asked) => [
      screeningQuestion(pack, domain, asked),
      ...followUp(pack, domain, asked),
    ]),
  ),
  ...(pack.again ? [planQuestion(pack.again)] : []),
  ...(pack.analysis ? analysisQuestions(pack.analysis) : []),
]

type Asked = PackDomain['questions'][number]

/** A section's descriptions to tick, and who saw what, when. */
function screeningQuestion(pack: Pack, domain: PackDomain, asked: Asked): PackQuestion {
  const { evidence, fits } = pack.screening
  const evidenceParts = (['seen', 'saidBy', 'when'] as const).map(
    (id): PackPart => ({ id, kind: 'text', ...evidence[id] }),
  )
  return {
    id: asked.id,
    short: asked.short,
    title: asked.title,
    why: domain.why,
    source: domain.source,
    takeAway: asked.takeAway,
    ...(domain.notes && { notes: domain.notes }),
    ...(domain.help && { help: domain.help }),
    parts: [
      { id: 'fits', kind: 'many', required: true, words: fits.words, options: asked.descriptions },
      ...evidenceParts,
    ],
  }
}

/** The probes inside the descriptions and the prompts beside them, where a section has either. */
function followUp(pack: Pack, domain: PackDomain, asked: Asked): PackQuestion[] {
  const { more, probes } = pack.screening
  const parts: PackPart[] = [
    ...(asked.probes
      ? [{ id: 'probes', kind: 'many' as const, words: probes.words, options: asked.probes }]
      : []),
    ...(asked.prompts ?? []).map(
      (prompt): PackPart => ({
        id: prompt.id,
        kind: 'text',
        words: prompt.words,
        limit: more.promptLimit,
        ...(prompt.identifies && { identifies: true }),
      }),
    ),
  ]
  if (parts.length === 0) return []
  return [
    {
      id: `${asked.id}.more`,
      short: asked.short === domain.title ? more.short : `${asked.short}, ${more.short}`,
      title: more.title,
      why: more.why,
      source: domain.source,
      mayBeBlank: true,
      parts,
    },
  ]
}
