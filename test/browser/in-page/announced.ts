const live = '[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])'

/** What a screen reader has been given to say by itself, oldest first. */
let said: string[] = []

/** Changes in one task are one: a screen reader is told of them together. */
new MutationObserver((changes) => {
  const regions = new Set<Element>()
  for (const { target, addedNodes } of changes) {
    const region = (target instanceof Element ? target : target.parentElement)?.closest(live)
    if (region) regions.add(region)
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue
      for (const inner of [node, ...node.querySelectorAll(live)]) {
        if (inner.matches(live)) regions.add(inner)
      }
    }
  }
  for (const region of regions) {
    const words = region.textContent?.trim() ?? ''
    if (region.isConnected && region.checkVisibility() && words !== '') said.push(words)
  }
}).observe(document, { childList: true, characterData: true, subtree: true })

/** What was announced since this was asked last. */
export function announced(): string[] {
  const words = said
  said = []
  return words
}

/** Regions that would have the conversation, or the question, read out whenever something in them changes. */
export const loudRegions = (): string[] =>
  [...document.querySelectorAll(live)]
    .filter((region) => region.querySelector('form, fieldset, ol, ul, details') !== null)
    .map(({ outerHTML }) => outerHTML.slice(0, 80))
