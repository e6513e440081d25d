import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { steadyClock, type Time } from '../../../server/node/steady-clock.ts'
import { friday } from '../../support/service.ts'

const hour = 3_600_000
const tenYears = 10 * 365 * 24 * hour

/** A machine whose time a test moves. */
class Machine {
  #wall = friday
  #up = 100_000
  #ticks = 0
  #boot = 'first'
  readonly time: Time = {
    wall: () => this.#wall,
    up: () => this.#up,
    ticks: () => this.#ticks,
    boot: () => this.#boot,
  }

  pass(milliseconds: number): void {
    this.#ticks += milliseconds
    this.sleep(milliseconds)
  }

  sleep(milliseconds: number): void {
    this.#wall += milliseconds
    this.#up += milliseconds
  }

  setWall(by: number): void {
    this.#wall += by
  }

  /** The process ends and another begins: what counts its ticks begins anew. */
  newProcess(): void {
    this.#ticks = 5
  }

  /** The machine is started anew. @param boot what tells this start from others */
  startAnew(boot: string, { off, up = 1_000 }: { off: number; up?: number }): void {
    this.newProcess()
    this.#wall += off + up
    this.#up = up
    this.#boot = boot
  }
}

let folder: string
let machine: Machine
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-clock-'))
  machine = new Machine()
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = () => join(folder, 'clock.json')
const clock = () => steadyClock(file(), machine.time)

describe('a clock that nobody can move', () => {
  test('begins as the time on the wall where nothing is noted', () => {
    expect(clock().steady()).toBe(friday)
  })

  test('counts what passes, and shows the wall beside it', () => {
    const { steady, now } = clock()
    machine.pass(hour)
    expect([steady(), now()]).toEqual([friday + hour, friday + hour])
  })

  test('does not move when the wall is set forth or back', () => {
    const { steady, now, note } = clock()
    for (const by of [tenYears, -2 * tenYears]) {
      machine.setWall(by)
      expect(steady()).toBe(friday)
      note()
      expect(steady()).toBe(friday)
    }
    expect(now()).toBe(friday - tenYears)
  })

  test('goes on in the next process as if the wall had not been set in between', () => {
    for (const by of [tenYears, -2 * tenYears]) {
      const before = clock().steady()
      machine.setWall(by)
      machine.sleep(hour)
      machine.newProcess()
      expect(clock().steady()).toBe(before + hour)
    }
  })

  test('goes on from an old note when the last process was killed', () => {
    clock()
    machine.pass(5 * hour)
    machine.newProcess()
    expect(clock().steady()).toBe(friday + 5 * hour)
  })

  test('believes the wall when the machine was started anew', () => {
    clock()
    machine.startAnew('second', { off: hour, up: 2 * hour })
    expect(clock().steady()).toBe(friday + 3 * hour)
  })

  test('never goes back when the machine was started anew, whatever the wall says', () => {
    clock()
    machine.startAnew('second', { off: -tenYears })
    expect(clock().steady()).toBe(friday)
  })

  test('believes the wall where starts of the machine cannot be told apart', () => {
    machine.startAnew('', { off: 0 })
    const { steady } = clock()
    const before = steady()
    machine.startAnew('', { off: hour, up: 2 * hour })
    expect(clock().steady()).toBe(before + 3 * hour)
  })

  test('takes a machine that has been up for less than was noted as started anew', () => {
    clock()
    machine.startAnew('first', { off: hour })
    expect(clock().steady()).toBe(friday + hour + 1_000)
  })

  test('makes good the time that the machine slept, once it is noted', () => {
    const { steady, note } = clock()
    machine.pass(1_000)
    machine.sleep(hour)
    expect(steady()).toBe(friday + 1_000)
    note()
    expect(steady()).toBe(friday + 1_000 + hour)
    machine.pass(1_000)
    note()
    expect(steady()).toBe(friday + 2_000 + hour)
  })

  test('carries the time slept into the next process, noted or not', () => {
    clock()
    machine.sleep(hour)
    machine.newProcess()
    expect(clock().steady()).toBe(friday + hour)
  })

  test.each([
    ['nothing', ''],
    ['half a note', '{"steady":17'],
    ['something else', '{"steady":"soon","wall":0,"up":0,"boot":"first"}'],
  ])('begins as the time on the wall where the note holds %s', (_, text) => {
    writeFileSync(file(), text)
    expect(clock().steady()).toBe(friday)
  })

  test('goes on where its note cannot be kept, and begins so too', () => {
    const { steady } = clock()
    rmSync(folder, { recursive: true })
    const { note, steady: again } = clock()
    machine.pass(hour)
    note()
    expect([steady(), again()]).toEqual([friday + hour, friday + hour])
    folder = mkdtempSync(join(tmpdir(), 'handrail-clock-'))
  })

  test('leaves one note, for its owner alone, and nothing half written', () => {
    clock().note()
    expect(readdirSync(folder)).toEqual(['clock.json'])
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })
})
