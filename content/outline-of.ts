import type { Mark, Outline, PartOutline, QuestionOutline } from '../machines/outline.ts'
import { analysisId } from './analysis-questions.ts'
import type { Pack, PackPart, PackQuestion } from './pack.ts'
import type { PackOption } from './pack-parts.ts'
import { questionsOf } from './questions.ts'

/** The wordless shape of a pack, which is all that machines are built from. */
export const outlineOf = (pack: Pack): Outline => ({
  area: pack.area.id,
  questions: Object.fromEntries(
    questionsOf(pack).map((question) => [question.id, shapeOf(question)]),
  ),
  domains: pack.screening.domains.map(({ id, questions }) => ({
    id,
    questions: questions.map((question) => question.id),
  })),
  analysis: (pack.analysis?.groups ?? []).map((group) => ({
    id: group.id,
    questions: group.items.map((item) => analysisId(group, item)),
  })),
})

const shapeOf = ({ id, parts, mayBeBlank = false }: PackQuestion): QuestionOutline => ({
  id,
  mayBeBlank,
  parts: parts.map(partShape),
})

function partShape(part: PackPart): PartOutline {
  const { id, required = false, identifies = false } = part
  const slot = { id, required, identifies }
  switch (part.kind) {
    case 'one':
    case 'many':
      return { ...slot, kind: part.kind, options: part.options.map(optionShape) }
    case 'text':
      return {
        ...slot,
        kind: part.kind,
        limit: part.limit,
        ...(part.empty && { empty: part.empty }),
        ...(part.someoneElse && { someoneElse: true }),
      }
    case 'date':
      return {
        ...slot,
        kind: part.kind,
        ...(part.when && { when: part.when }),
        ...(part.within && { within: part.within.days }),
      }
    case 'rows':
      return {
        ...slot,
        kind: part.kind,
        limit: part.limit,
        columns: part.columns.map((column) => ({ id: column.id, limit: column.limit })),
      }
  }
}

const optionShape = ({ id, marks = [], suspected = false, probes = [] }: PackOption) => ({
  id,
  marks: marks as Mark[],
  suspected,
  probes,
})
