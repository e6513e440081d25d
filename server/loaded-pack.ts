import { outlineOf } from '../content/outline-of.ts'
import type { Pack, PackDomain, PackFault, PackQuestion } from '../content/pack.ts'
import { questionsOf } from '../content/questions.ts'
import { readPack } from '../content/read-pack.ts'
import type { Outline } from '../machines/outline.ts'
import { stepsAsked } from '../machines/route.ts'
import { packFaults } from './pack-faults.ts'

/** A pack with what is derived from it once: its outline for the machines, its questions by id. */
export type LoadedPack = {
  pack: Pack
  /** The raw files as JSON text, as they are kept beside the sessions that began with them. */
  files: string
  outline: Outline
  question: (id: string) => PackQuestion
  domainOf: (question: string) => PackDomain | undefined
  /** The questions of each step of the route. */
  stepQuestions: ReadonlyMap<string, readonly string[]>
}

/** A pack as it is found: its files by name without `.json`, as JSON text, and their digest. */
export type PackText = { digest: string; files: string }

/** Reads and checks a pack; a faulty one gives every fault by file and path, and no pack. */
export function loadPack(text: PackText): { loaded: LoadedPack } | { faults: PackFault[] } {
  const reading = loadKeptPack(text)
  if ('faults' in reading) return reading
  const faults = packFaults(reading.loaded.pack)
  return faults.length > 0 ? { faults } : reading
}

/**
 * Reads a pack that sessions were begun with. It was checked then, and may lack what was thought of since:
 * a question it does not hold is passed by, and a sentence it does not hold is not said.
 */
export function loadKeptPack({
  digest,
  files,
}: PackText): { loaded: LoadedPack } | { faults: PackFault[] } {
  const reading = readPack(JSON.parse(files), digest)
  if ('faults' in reading) return reading
  const { pack } = reading

  const outline = outlineOf(pack)
  const questions = new Map(questionsOf(pack).map((question) => [question.id, question]))
  const domains = new Map(
    pack.screening.domains.flatMap((domain) =>
      domain.questions.flatMap(({ id }): [string, PackDomain][] => [
        [id, domain],
        [`${id}.more`, domain],
      ]),
    ),
  )
  return {
    loaded: {
      pack,
      files,
      outline,
      question: (id) => {
        const question = questions.get(id)
        if (!question) throw new Error('a question the pack does not hold was asked for')
        return question
      },
      domainOf: (question) => domains.get(question),
      stepQuestions: new Map(stepsAsked(outline).map(({ step, questions }) => [step, questions])),
    },
  }
}

/** The digest of a pack's files: SHA-256 in hex over their JSON text. */
export async function digestOf(files: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(files))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
