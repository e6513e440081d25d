import { peerNames, standIn } from './page/peer-names.ts'

/** How much is measured. */
export type Scale = {
  rounds: number
  /** The length of a round. */
  seconds: number
  /** Connections of the large and of the small load. */
  many: number
  some: number
  /** Turns a second offered by people who think. */
  rate: number
  /** Sessions that only wait, and for how many seconds: after a minute they rest. */
  idle: number
  waited: number
  /** Sessions that are come back to. */
  resumed: number
  /** Sessions stored beside the measured ones: few and many. */
  stored: [number, number]
  /** The pages of others that ours is set beside. */
  pagePeers: readonly string[]
  /** The question of a case at which the page's turns are timed, and how many are. */
  lastAsked: string
  turnsDrawn: number
  /** Where a case is walked to on the page to count its requests. */
  end: string
}

export const full: Scale = {
  rounds: 5,
  seconds: 3,
  many: 1_000,
  some: 100,
  rate: 5_000,
  idle: 2_000,
  waited: 70,
  resumed: 100,
  stored: [1_000, 1_000_000],
  pagePeers: peerNames,
  lastAsked: 'child',
  turnsDrawn: 12,
  end: 'Your summary',
}

/** Enough to see that every figure can be taken, and far too little to believe one. */
export const smoke: Scale = {
  rounds: 1,
  seconds: 0.1,
  many: 8,
  some: 4,
  rate: 40,
  idle: 60,
  waited: 0,
  resumed: 3,
  stored: [5, 50],
  pagePeers: [standIn],
  lastAsked: 'role',
  turnsDrawn: 1,
  end: 'role',
}
