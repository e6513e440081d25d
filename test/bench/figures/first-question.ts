import type { Browser } from 'playwright-core'
import { ChildServer } from '../child-server.ts'
import { compared, type Figure, median } from '../figure.ts'
import { firstSight, type Sought } from '../page/first-sight.ts'
import { withBrowser } from '../page/loopback-browser.ts'
import { firstQuestion, peerPages } from '../page/peer-pages.ts'
import { servePeer } from '../page/peer-site.ts'
import { inTurns } from '../pair.ts'
import type { Scale } from '../scale.ts'

const { title: words } = firstQuestion()

/**
 * How long a page that was never visited takes to draw the first question, on a processor four times
 * slower and slow 4G, over the fastest of other widgets that ask the same.
 */
export async function firstQuestionDrawn({ pagePeers, rounds }: Scale) {
  const pages = await peerPages(pagePeers)
  const server = await ChildServer.start('server/node.ts')
  const sites = new Map<string, Awaited<ReturnType<typeof servePeer>>>()
  try {
    for (const [name, files] of pages) sites.set(name, await servePeer(files))
    const peers = [...sites].map(([name, { origin }]) => ({ name, origin, words, inside: '*' }))
    const ours = {
      name: 'ours',
      origin: server.origin,
      words,
      inside: 'form[data-question]',
    }
    return await withBrowser((browser) => besidePeers(browser, ours, peers, rounds))
  } finally {
    for (const { end } of sites.values()) end()
    await server.end()
  }
}

type Page = Sought & { name: string }

async function besidePeers(browser: Browser, ours: Page, peers: readonly Page[], rounds: number) {
  // The first opening of each warms the machine and is left out; a peer that fails then is not measured.
  const { inView } = await firstSight(browser, ours)
  const failed: Record<string, string> = {}
  for (const peer of peers) {
    await firstSight(browser, peer).catch((error: unknown) => {
      failed[peer.name] = String(error).split('\n')[0] ?? ''
    })
  }
  const running = peers.filter(({ name }) => !(name in failed))
  const pages = new Map([ours, ...running].map((page) => [page.name, page]))
  const readings = await inTurns(rounds, [...pages.keys()], async (name) => {
    const page = pages.get(name)
    if (!page) throw new Error(`there is no page of ${name}`)
    return (await firstSight(browser, page)).ms
  })
  const ms = Object.fromEntries(
    running.map(({ name }) => [name, Math.round(median(readings[name] ?? []))]),
  )
  const [best] = Object.keys(ms).sort((one, other) => (ms[one] ?? 0) - (ms[other] ?? 0))
  if (!best) throw new Error(`no peer could be run: ${JSON.stringify(failed)}`)
  const sides = { oursMs: readings.ours ?? [], bestMs: readings[best] ?? [] }
  const figure: Figure = compared(sides, { atMost: 0.5 })
  return { 'first-question-over-fastest-peer': { ...figure, best, inView, peers: ms, failed } }
}
