import { interfaceWords } from '../.build/site.mjs'
import type { Purpose } from '../machines/earlier.ts'
import type { DeedBody, DeedMessage, View } from './protocol.ts'
import { wordsFor } from './refusals.ts'
import type { Session } from './session.ts'

/** A case written down: answers by question, then the changes made once the end is reached. */
export type CaseScript = {
  answers: Readonly<Record<string, unknown>>
  /** What is answered where a question comes a second time, as the next step does after the MASH has spoken. */
  again?: Readonly<Record<string, unknown>>
  then: readonly { change: string; to: unknown }[]
  /** The data of an earlier summary of the same child, and why the child is screened again. */
  earlier?: { purpose: Purpose; summary: unknown } | undefined
  /** By `<question>.<part>`: words there that look as if they said who the child is, and do not. */
  confirmed?: Readonly<Record<string, readonly string[]>> | undefined
}

/** How a script ended: at the summary, at a question it does not answer, or at a place that is wrong. */
export type Played =
  | { view: View }
  | { pending: string; title: string }
  | { wrong: string; why: string }

/**
 * Plays a written case through a session, as a person would who has every answer ready. A section of
 * the screening that the script does not answer is left unfinished, and a follow-up it does not answer is
 * left blank.
 * @param at milliseconds since 1970
 */
export function play(session: Session, script: CaseScript, at: number): Played {
  const { question } = session.loaded
  const known = Object.keys(session.loaded.outline.questions)
  const answers = new Map(Object.entries(script.answers))
  const again = new Map(Object.entries(script.again ?? {}))
  for (const id of [
    ...answers.keys(),
    ...again.keys(),
    ...script.then.map(({ change }) => change),
  ]) {
    if (!known.includes(id)) return { wrong: `answers.${id}`, why: 'the area has no such question' }
  }

  let view = session.view(at)
  let sent = 0
  const send = (body: DeedBody): { ok: true } | { ok: false; why: string } => {
    sent += 1
    const message = { ...body, id: `play-${sent}`, revision: view.revision } as DeedMessage
    const outcome = session.receive(message, at)
    if ('rejected' in outcome) {
      const said = [outcome.part, interfaceWords[wordsFor(outcome.rejected, outcome.fault)]]
      const parts =
        outcome.fault === 'wrong-shape' && body.type === 'answer'
          ? `Its parts are ${question(body.question)
              .parts.map(({ id }) => id)
              .join(', ')}.`
          : ''
      return { ok: false, why: [...said, parts].filter(Boolean).join(' ') }
    }
    view = outcome.view
    return { ok: true }
  }

  const useAgain = (id: string) => {
    if (again.has(id)) answers.set(id, again.get(id))
    again.delete(id)
  }

  const walk = (): Played | null => {
    for (;;) {
      const { prompt } = view
      if (prompt.waits === 'leaving') return null
      const deed = nextDeed(session, view, answers)
      if (!deed) {
        const id = prompt.waits === 'question' ? prompt.question.id : prompt.waits
        return { pending: id, title: prompt.waits === 'question' ? question(id).title : id }
      }
      const reply = send(deed)
      if (!reply.ok) {
        return {
          wrong: deed.type === 'answer' ? `answers.${deed.question}` : deed.type,
          why: reply.why,
        }
      }
      if (deed.type === 'answer') useAgain(deed.question)
    }
  }

  if (script.earlier) {
    const reply = send({ type: 'earlier', ...script.earlier })
    if (!reply.ok) return { wrong: 'earlier', why: reply.why }
  }
  const stopped = walk()
  if (stopped) return stopped
  for (const [index, { change, to }] of script.then.entries()) {
    const revisited = send({ type: 'revisit', question: change })
    if (!revisited.ok) return { wrong: `then.${index}.change`, why: revisited.why }
    answers.set(change, to)
    const again = walk()
    if (again) return again
  }
  for (const [field, all] of Object.entries(script.confirmed ?? {})) {
    const end = field.lastIndexOf('.')
    const [about, part] = [field.slice(0, end), field.slice(end + 1)]
    for (const [index, words] of all.entries()) {
      const reply = send({ type: 'identifier', question: about, part, words, act: 'confirm' })
      // What stands in no document, or was never pointed out, needs no confirming, and may be a slip.
      if (!reply.ok) return { wrong: `confirmed.${field}.${index}`, why: notPointedOut }
    }
  }
  return { view }
}

const notPointedOut = 'the answer has no such words that could say who the child is'

function nextDeed(
  session: Session,
  view: View,
  answers: ReadonlyMap<string, unknown>,
): DeedBody | null {
  const { prompt } = view
  if (prompt.waits === 'checking') return { type: 'check' }
  if (prompt.waits === 'overview') {
    const open = prompt.domains
      .filter(({ progress }) => progress === 'not-started' || progress === 'in-progress')
      .find(({ id }) => answers.has(firstOpen(session, id)))
    return open ? { type: 'domain', domain: open.id } : { type: 'leave-screening' }
  }
  if (prompt.waits !== 'question') return null
  const { id } = prompt.question
  const value = answers.get(id)
  if (value !== undefined) return { type: 'answer', question: id, value: value as never }
  if (session.loaded.outline.questions[id]?.mayBeBlank)
    return { type: 'answer', question: id, value: {} }
  return session.loaded.domainOf(id) ? { type: 'overview' } : null
}

/** The question a section would ask first: the one it has no answer to. */
function firstOpen(session: Session, domain: string): string {
  const asked = session.loaded.outline.domains.find(({ id }) => id === domain)?.questions ?? []
  return asked.find((question) => !session.stands(question)) ?? ''
}
