import type { Rejection } from './protocol.ts'

/** The whole of what is counted: kinds of things that happened, and never whose. */
export type Counted =
  | { kind: 'rejected'; reason: Rejection }
  | { kind: 'turns'; amount: number; seconds: number }
  | { kind: 'refused'; why: 'origin' | 'connections' | 'address' }
  | { kind: 'evicted'; why: 'slow' | 'silent' | 'unopened' | 'unowned' }

export type Tally = (counted: Counted) => void
