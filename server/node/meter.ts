import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Counted, Tally } from '../tally.ts'

/** Counts kinds of things for whoever watches the service: numbers and kinds, never whose and never what. */
export function createMeter({
  connections,
  sockets,
}: {
  connections: () => number
  sockets: () => number
}): {
  tally: Tally
  text: () => Promise<string>
} {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `handrail_${name}`, help, labelNames, registers })
  const turns = counter('turns_total', 'Replies that left after what they acknowledge was durable')
  const rejected = counter('rejected_total', 'Messages refused, by reason', ['reason'])
  const refused = counter('refused_total', 'Connections refused, by reason', ['why'])
  const evicted = counter('evicted_total', 'Connections ended by the service, by reason', ['why'])
  const commits = new Histogram({
    name: 'handrail_commit_seconds',
    help: 'How long the disk took to make a round of turns durable',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1],
    registers,
  })
  const gauge = (name: string, help: string, count: () => number) =>
    new Gauge({
      name: `handrail_${name}`,
      help,
      registers,
      collect() {
        this.set(count())
      },
    })
  gauge('connections', 'Connections open now', connections)
  gauge('sockets', 'Sockets open now, those of conversations among them', sockets)
  return {
    tally(counted: Counted) {
      switch (counted.kind) {
        case 'turns':
          turns.inc(counted.amount)
          commits.observe(counted.seconds)
          return
        case 'rejected':
          rejected.inc({ reason: counted.reason })
          return
        case 'refused':
          refused.inc({ why: counted.why })
          return
        case 'evicted':
          evicted.inc({ why: counted.why })
      }
    },
    text: () => registry.metrics(),
  }
}
