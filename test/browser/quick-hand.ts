import { Practitioner } from './practitioner.ts'

/** A practitioner who goes straight to each control, for tests that are about what comes after. */
export class QuickHand extends Practitioner {
  override async tabTo(selector: string): Promise<void> {
    await this.page.locator(selector).first().focus()
  }

  override async press(words: string | RegExp): Promise<void> {
    await this.button(words).press('Enter')
  }
}
