import type { Answer } from './answer.ts'

type Given = { readonly question: string; readonly answer: Answer }

/**
 * Every answer ever given, in the order first given, as a list that is never changed: one more answer
 * is a new list that shares all the others.
 */
export class Answers {
  readonly given: readonly Given[]

  constructor(given: readonly Given[] = []) {
    this.given = given
  }

  get(question: string): Answer | undefined {
    return this.given.find((one) => one.question === question)?.answer
  }

  /** The answers with one more, or with another answer in the place of the one first given. */
  with(question: string, answer: Answer): Answers {
    const place = this.given.findIndex((one) => one.question === question)
    if (this.given[place]?.answer === answer) return this
    const one = { question, answer }
    return new Answers(place === -1 ? [...this.given, one] : this.given.with(place, one))
  }
}
