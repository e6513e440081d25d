import type { Practitioner } from './practitioner.ts'

/** Begins, where something has to be pressed before the first question. */
export async function begin(person: Practitioner): Promise<void> {
  const start = person.page.getByRole('button', { name: 'Start', exact: true })
  if ((await start.count()) > 0) await person.press('Start')
}
