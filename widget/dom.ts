type Child = Node | string | null | undefined | false
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>
type Listeners = {
  [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void
}

/** Makes an element. Words only ever become text nodes, so nothing a person typed can become markup. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    element.setAttribute(key, value === true ? '' : String(value))
  }
  for (const child of children) if (child) element.append(child)
  return element
}

/** Listens on an element and gives it back, so that it can be placed at once. */
export function on<Target extends HTMLElement>(element: Target, listeners: Listeners): Target {
  for (const [type, listener] of Object.entries(listeners)) {
    element.addEventListener(type, listener as EventListener)
  }
  return element
}

/** A button that does something on the page; it never sends a form. */
export const button = (words: string, press: () => void, className = 'quiet'): HTMLButtonElement =>
  on(h('button', { type: 'button', class: className }, words), { click: press })
