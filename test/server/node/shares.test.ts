import { describe, expect, test } from 'vitest'
import { sharesOf } from '../../../server/node/shares.ts'

const shares = (mostConnections: number, mostEach: number | null, room = 1_000_000) =>
  sharesOf({ mostConnections, mostEach }, room)

describe('the share of an address', () => {
  test('is a tenth, and far above a training room of forty however small the whole is', () => {
    expect(shares(5_000, null)).toMatchObject({ connections: 5_000, connectionsEach: 500 })
    expect(shares(150, null)).toMatchObject({ connections: 150, connectionsEach: 100 })
    expect(shares(40, null)).toMatchObject({ connections: 40, connectionsEach: 40 })
  })

  test('is what the deployer says, and of sockets never the whole', () => {
    expect(shares(5_000, 5_000).connectionsEach).toBe(5_000)
    for (const { sockets, socketsEach } of [shares(5_000, 5_000), shares(150, null), shares(1, 1)])
      expect(socketsEach).toBeLessThan(sockets + (sockets === 2 ? 1 : 0))
  })

  test('is of what the system has, where that is less', () => {
    expect(shares(5_000, null, 336)).toEqual({
      connections: 168,
      connectionsEach: 100,
      sockets: 336,
      socketsEach: 252,
    })
  })
})
