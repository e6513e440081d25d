import type { Practitioner } from './practitioner.ts'

export type Answers = Readonly<Record<string, string | Record<string, unknown>>>

/**
 * Answers question after question of a case, until one of these is asked or reached. A follow-up that the case
 * leaves out is left blank, a section is left.
 * @returns the place that was reached
 */
export async function walkTo(
  person: Practitioner,
  answers: Answers,
  ...places: string[]
): Promise<string> {
  const { page } = person
  for (let turns = 0; turns < 120; turns += 1) {
    const here = await person.waiting()
    if (places.includes(here)) return here
    const given = answers[here]
    if (here === 'Check your answers') await person.press('These answers are right: go on')
    else if (here === 'The screening, section by section') {
      const begin = page.getByRole('button', { name: /^Begin with/ })
      await person.press(
        (await begin.count()) > 0 ? /^Begin with/ : 'Leave the screening and go on',
      )
    } else if (given === undefined) {
      const blank = here.endsWith('.more') || here === 'consultation.call'
      await person.press(blank ? 'Continue' : 'Screening overview')
    } else await person.answer(here, given)
    await page.locator('main:not([aria-busy])').waitFor()
  }
  throw new Error(`never came to ${places.join(' or ')}`)
}
