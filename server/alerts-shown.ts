import type { Alert } from '../machines/alerts.ts'
import { alertCame } from '../machines/not-referring.ts'
import { onceFor } from '../machines/once-for.ts'
import { type AlertWords, wordsOfAlerts } from './alert-words.ts'
import { citeAll } from './citation.ts'
import { fill } from './fill.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { View } from './protocol.ts'
import { lasting } from './reply-text.ts'

/** The alerts that stand in words, those that just came marked as raised, and the names of those that went. */
export function alertsShown(
  loaded: LoadedPack,
  now: readonly Alert[],
  before: readonly Alert[],
): Pick<View, 'alerts' | 'withdrawn'> {
  const gone = before.filter(({ id }) => !now.some((one) => one.id === id))
  return {
    alerts: now.flatMap((alert) => {
      const [words] = wordsOfAlerts(loaded.pack, [alert])
      if (!words) return []
      const shown = shownIn(loaded)(words)
      return [alertCame(before, [alert]) ? shown.raised : shown.standing]
    }),
    ...(gone.length > 0 && { withdrawn: withdrawnWords(loaded, gone) }),
  }
}

const withdrawnWords = ({ pack }: LoadedPack, gone: readonly Alert[]): string =>
  fill(pack.alerts.withdrawn, {
    titles: wordsOfAlerts(pack, gone)
      .map(({ title }) => title)
      .join('; '),
  })

/** Each alert as it is raised and as it goes on standing, put into words once. */
const shownIn = onceFor(({ pack }: LoadedPack) =>
  onceFor(({ source, ...alert }: AlertWords) => {
    const consequence = `${alert.consequence} ${pack.alerts.meanwhile}`
    const words = { ...alert, consequence, source: citeAll(pack, source) }
    return {
      raised: lasting({ ...words, raised: true }),
      standing: lasting({ ...words, raised: false }),
    }
  }),
)
