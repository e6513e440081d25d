import type { Practitioner } from './practitioner.ts'

type Value = string | Record<string, unknown>

/** Leaves what is read before the first question, where that is a page of its own, once the page's script runs. */
export async function begin({ page }: Practitioner): Promise<void> {
  const ready = 'handrail-conversation:defined'
  const question = page.locator(`${ready} form[data-question]`).first()
  const start = page.locator(`${ready} form:not([data-question]) button.main`).first()
  await question.or(start).first().waitFor()
  if ((await question.count()) === 0) await start.click()
  await question.waitFor()
}

/**
 * Takes the page one step on through a written case, by keyboard.
 * @param here where the conversation waits, as `Practitioner.waiting` says it
 */
export async function stepOn(
  person: Practitioner,
  here: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (here === 'Check your answers') await person.press('These answers are right: go on')
  else if (here === 'The screening, section by section') {
    const section = person.page.getByRole('button', { name: /^Begin with/ })
    const toBegin = (await section.count()) > 0
    await person.press(toBegin ? /^Begin with/ : 'Leave the screening and go on')
  } else if (answers[here] === undefined) {
    await person.press(here.endsWith('.more') ? 'Continue' : 'Screening overview')
  } else await person.answer(here, answers[here] as Value)
  await person.page.locator('main:not([aria-busy])').waitFor()
}
