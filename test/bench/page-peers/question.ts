/** The question that every peer asks first, in the words of our own first question. */
export const question: { title: string; why: string; options: string[] } = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name=question]')?.content ?? '',
)

/** Where a peer mounts. */
export const place = document.querySelector('main') as HTMLElement
