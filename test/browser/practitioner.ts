import type { Page } from 'playwright-core'

type Value = string | Record<string, unknown>

/** A practitioner who has only a keyboard: every field and button is reached by Tab and pressed by key. */
export class Practitioner {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Moves on with Tab until the focus is on something that matches. */
  async tabTo(selector: string): Promise<void> {
    const here = (wanted: string) => document.activeElement?.matches(wanted) ?? false
    for (let presses = 0; presses < 200; presses += 1) {
      if (await this.page.evaluate(here, selector)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`the keyboard never reached ${selector}`)
  }

  /** Reaches a button by its words and presses it. */
  async press(words: string | RegExp): Promise<void> {
    const button = this.button(words)
    await button.waitFor()
    await button.evaluate((element) => element.setAttribute('data-wanted', ''))
    await this.tabTo('[data-wanted]')
    await button.evaluate((element) => element.removeAttribute('data-wanted'))
    await this.page.keyboard.press('Enter')
  }

  /** The first button of these words. */
  protected button(words: string | RegExp) {
    const exact = typeof words === 'string'
    return this.page.getByRole('button', { name: words, exact }).first()
  }

  /** Waits until the page asks this question. */
  async asked(question: string): Promise<void> {
    await this.page.locator(`form[data-question="${question}"]`).waitFor()
  }

  /** The question on the page, or where else the conversation waits. */
  async waiting(): Promise<string> {
    const place = this.page
      .locator('main:not([aria-busy]) :is(form[data-question], section.prompt)')
      .first()
    await place.waitFor()
    const question = await place.getAttribute('data-question')
    return question ?? (await place.locator('h2').first().textContent()) ?? ''
  }

  /** Answers a question as a case script writes it, and continues. */
  async answer(question: string, value: Value): Promise<void> {
    await this.asked(question)
    if (value === 'not-known') await this.press('I don’t know')
    else {
      await this.fill(value)
      await this.press('Continue')
    }
    await this.page.locator('main:not([aria-busy])').waitFor()
  }

  /** Fills the fields of the question without continuing. */
  async fill(value: Value): Promise<void> {
    const parts = await this.page.locator('form [data-part]').evaluateAll((fields) =>
      fields.map((field) => ({
        id: field.getAttribute('data-part') ?? '',
        kind: field.querySelector('.row')
          ? 'rows'
          : (field.querySelector('input, textarea')?.getAttribute('type') ??
            (field.classList.contains('date') ? 'date' : 'text')),
        date: field.classList.contains('date'),
      })),
    )
    const byPart: Record<string, unknown> =
      typeof value === 'string' ? { [parts[0]?.id ?? '']: value } : value
    for (const { id, kind, date } of parts) {
      const given = byPart[id]
      if (given === undefined) continue
      if (date) await this.#date(id, String(given))
      else if (kind === 'radio') await this.#radio(id, String(given))
      else if (kind === 'checkbox') await this.#tick(id, given as string[])
      else if (kind === 'rows') await this.#rows(id, given as Record<string, string>[])
      else await this.#write(`#field-${id}`, String(given))
    }
  }

  async #write(selector: string, text: string): Promise<void> {
    await this.tabTo(selector)
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  async #radio(part: string, option: string): Promise<void> {
    await this.tabTo(`input[name="${part}"]`)
    const chosen = () => this.page.locator(`#${escaped(`${part}-${option}`)}`).isChecked()
    await this.page.keyboard.press('Space')
    for (let presses = 0; !(await chosen()); presses += 1) {
      if (presses > 20) throw new Error(`no option ${option}`)
      await this.page.keyboard.press('ArrowDown')
    }
  }

  async #tick(part: string, options: readonly string[]): Promise<void> {
    const ids = await this.page
      .locator(`input[name="${part}"]`)
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
    for (const id of ids) {
      const box = this.page.locator(`#${escaped(`${part}-${id}`)}`)
      if ((await box.isChecked()) === options.includes(id)) continue
      await this.tabTo(`#${escaped(`${part}-${id}`)}`)
      await this.page.keyboard.press('Space')
    }
  }

  async #date(part: string, date: string): Promise<void> {
    const [year = '', month = '', day = ''] = date.split('-')
    await this.#write(`#${part}-day`, String(Number(day)))
    await this.#write(`#${part}-month`, String(Number(month)))
    await this.#write(`#${part}-year`, year)
  }

  async #rows(part: string, rows: readonly Record<string, string>[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      if (index > 0) {
        // A question may have several tables, each with its own button.
        await this.tabTo(`#${escaped(`part-${part}`)} > button`)
        await this.page.keyboard.press('Enter')
      }
      for (const [column, text] of Object.entries(row)) {
        await this.#write(`#${part}-${index + 1}-${column}`, text)
      }
    }
  }
}

const escaped = (id: string) => id.replace(/[.]/g, '\\.').replace(/^(\d)/, '\\3$1 ')
