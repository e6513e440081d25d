import { describe, expect, test } from 'vitest'
import { notKnown } from '../../machines/answer.ts'
import { Answers } from '../../machines/answers.ts'

const two = new Answers().with('role', { role: 'lead' }).with('age', notKnown)
const order = (answers: Answers) => answers.given.map(({ question }) => question)

describe('the answers of a case', () => {
  test('stay in the order first given when one is changed', () => {
    const changed = two.with('role', { role: 'school' })
    expect(order(changed)).toEqual(['role', 'age'])
    expect(changed.get('role')).toEqual({ role: 'school' })
  })

  test('are never changed themselves, so that an earlier case keeps its own', () => {
    two.with('role', { role: 'school' }).with('concern', { words: 'x' })
    expect(order(two)).toEqual(['role', 'age'])
    expect(two.get('role')).toEqual({ role: 'lead' })
  })

  test('share whatever did not change, which is how a view tells what did', () => {
    const changed = two.with('age', { age: '15' })
    expect(changed.given[0]).toBe(two.given[0])
    expect(changed.given[1]).not.toBe(two.given[1])
    expect(two.with('age', notKnown).given[1]).toBe(two.given[1])
  })
})
