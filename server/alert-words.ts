import type { Pack } from '../content/pack.ts'
import type { Alert } from '../machines/alerts.ts'
import { onceFor } from '../machines/once-for.ts'

/** An alert as the pack says it. */
export type AlertWords = {
  id: string
  title: string
  words: string
  consequence: string
  source: readonly string[]
}

/** The words of the alerts that stand, in the pack's order; what is only suspected has words that say "if". */
export const wordsOfAlerts = (pack: Pack, alerts: readonly Alert[]): AlertWords[] =>
  pack.alerts.alerts.flatMap(({ id }) => {
    const alert = alerts.find((one) => one.id === id)
    const said = alert && alertsOfPack(pack).get(id)
    return said ? [said[alert.suspected ? 'suspected' : 'known']] : []
  })

const alertsOfPack = onceFor(
  ({ alerts }: Pack) =>
    new Map(
      alerts.alerts.map(({ id, title, words, consequence, source, suspected }) => {
        const known: AlertWords = { id, title, words, consequence, source }
        return [id, { known, suspected: { ...known, ...suspected } }]
      }),
    ),
)
