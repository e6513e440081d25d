/**
 * Puts the page's own nodes where the served ones stand. What a person ticked, wrote or stood at before the script
 * had come is there again.
 */
export function takePlace(page: HTMLElement, nodes: readonly Node[]): void {
  const at = document.activeElement?.id
  const touched = [...page.querySelectorAll('input')].filter(({ type, checked, value }) =>
    type === 'radio' || type === 'checkbox' ? checked : value !== '',
  )
  page.replaceChildren(...nodes)
  for (const { id, value, checked } of touched) {
    const input = page.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)
    if (!input) continue
    input.value = value
    input.checked = checked
  }
  if (at) page.querySelector<HTMLElement>(`#${CSS.escape(at)}`)?.focus()
}
