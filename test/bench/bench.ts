import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { Figure } from './figure.ts'
import { coldResume } from './figures/cold-resume.ts'
import { firstQuestionDrawn } from './figures/first-question.ts'
import { latency } from './figures/latency.ts'
import { length } from './figures/length.ts'
import { memory } from './figures/memory.ts'
import { nextQuestion } from './figures/next-question.ts'
import { pageSize } from './figures/page-size.ts'
import { peers } from './figures/peers.ts'
import { stored } from './figures/stored.ts'
import { thirdParty } from './figures/third-party.ts'
import { turns } from './figures/turns.ts'
import { full, type Scale, smoke } from './scale.ts'

// npm run bench [-- --only turns,latency,memory,length,stored,cold-resume,peers,page-size,first-question,
// next-question,third-party] [--rounds N] [--seconds S] [--stored N] [--smoke]: how fast the service and its
// page are, each figure beside a reference taken in the same run where there is one. The last line is one JSON object. Figures are reported, not enforced: it exits 0 whether or not they
// reach their targets, and 1 if one could not be taken.

type Measure = (scale: Scale) => Promise<Record<string, Figure>>

const measures: Readonly<Record<string, Measure>> = {
  turns,
  latency,
  memory,
  length,
  'cold-resume': coldResume,
  stored,
  peers,
  'page-size': pageSize,
  'first-question': firstQuestionDrawn,
  'next-question': nextQuestion,
  'third-party': thirdParty,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    stored: { type: 'string' },
    smoke: { type: 'boolean', default: false },
  },
})

const base = values.smoke ? smoke : full
const scale: Scale = {
  ...base,
  rounds: Number(values.rounds ?? base.rounds),
  seconds: Number(values.seconds ?? base.seconds),
  stored: [base.stored[0], Number(values.stored ?? base.stored[1])],
}

// The peers are installed from a registry, which a test may not need.
const usual = Object.keys(measures).filter((name) => !(values.smoke && name === 'peers'))
const wanted = values.only?.split(',') ?? usual
const unknown = wanted.find((name) => !(name in measures))
if (unknown !== undefined) {
  process.stderr.write(`There is no ${unknown}: ${Object.keys(measures).join(', ')}.\n`)
  process.exit(2)
}

// What was started ends with this process, however that ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** How long a figure may take before the run is given up, in milliseconds. */
const patience = 1_800_000

const figures: Record<string, Figure> = {}
const take = async (name: string) => {
  process.stderr.write(`${name} …\n`)
  const late = setTimeout(() => {
    process.stderr.write(`${name} did not come to an end.\n`)
    process.exit(1)
  }, patience)
  const taken = await measures[name]?.(scale)
  clearTimeout(late)
  for (const [title, figure] of Object.entries(taken ?? {})) {
    process.stderr.write(`  ${title}: ${figure.value}${figure.reached ? '' : ' (not reached)'}\n`)
  }
  Object.assign(figures, taken)
}
// All at once where no number matters; otherwise one by one, because each needs the machine to itself.
if (values.smoke) await Promise.all(wanted.map(take))
else for (const name of wanted) await take(name)

const machine = { cores: availableParallelism(), node: process.versions.node }
process.stdout.write(`${JSON.stringify({ figures, machine })}\n`)
