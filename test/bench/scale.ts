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
  /** Answers that stand on the page before its turns are timed, and how many are. */
  earlier: number
  turnsDrawn: number
  /** Steps of a case that are walked on the page at most. */
  walked: number
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
  earlier: 40,
  turnsDrawn: 12,
  walked: 150,
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
  earlier: 1,
  turnsDrawn: 1,
  walked: 1,
}
