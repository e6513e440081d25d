import { type AnyStateNode, initialTransition, type StateValue } from 'xstate'
import { onceFor } from './once-for.ts'
import type { Outline } from './outline.ts'
import { createRoute, type RouteContext, type RouteEvent, type Wait, waitsOf } from './route.ts'

/** Where a case stands on its route: the name of the state that waits, and the machine's context. */
export type RouteSnapshot = { state: string; context: RouteContext }

/** The route of one outline, ready to be followed by any number of cases. */
export type RunningRoute = {
  /** Where every case begins. */
  start: RouteSnapshot
  /** Where an event leads, or `null` where the route does not allow it. */
  follow: (snapshot: RouteSnapshot, event: RouteEvent) => RouteSnapshot | null
  /** Whether the route allows an event. */
  allows: (snapshot: RouteSnapshot, event: RouteEvent) => boolean
  /** What a state waits for, and the step of the route it belongs to. */
  waitAt: (snapshot: RouteSnapshot) => Wait & { step: string }
}

type Guard = (context: RouteContext, event: RouteEvent) => boolean
type Change = (context: RouteContext, event: RouteEvent) => Partial<RouteContext>

/** One transition: when it is open, what it changes, entering states included, and the state it ends in. */
type Move = { open: Guard | null; changes: readonly Change[]; to: string | null }

/** What a waiting state and the states around it do: the innermost first, as a statechart has it. */
type Place = { on: ReadonlyMap<string, readonly Move[]>; always: readonly Move[] }

/**
 * The route of an outline, made once. The machine is read into a table of its moves, because XState works
 * out anew with every event which states are left and entered, and that costs ten times what the guards do.
 * That both go the same way is tested on every reachable step.
 */
export const routeOf = onceFor((outline: Outline): RunningRoute => {
  const route = createRoute(outline)
  const [first] = initialTransition(route)
  const waits = waitsOf(route)
  const { guards, actions } = route.implementations as unknown as Implementations
  const places = new Map<string, Place>()

  const moveOf = ({ guard, actions: own, target, source }: Transition): Move => {
    const [to] = target ?? []
    const entering = to
      ? entered(source, to).flatMap(({ entry }) => entry as unknown as Named[])
      : []
    return {
      open: guard ? guardOf(guard) : null,
      changes: [...own, ...entering].map(changeOf),
      to: to ? ([to, ...initials(to)].at(-1)?.id ?? null) : null,
    }
  }
  const guardOf = (named: Named): Guard => {
    const { type, params } = called(named)
    const check = guards[type]
    if (!check) throw new Error(`the route has no guard called ${type}`)
    return (context, event) => check({ context, event }, params)
  }
  const changeOf = (named: Named): Change => {
    const { type, params } = called(named)
    const action = actions[type]
    if (!action) throw new Error(`the route has no action called ${type}`)
    return (context, event) => action.assignment({ context, event }, params)
  }

  function read(node: AnyStateNode): void {
    const inner = Object.values(node.states)
    for (const child of inner) read(child)
    if (inner.length > 0) return
    const around = [node, ...ancestors(node)]
    const on = new Map<string, Move[]>()
    for (const one of around) {
      for (const [type, transitions] of one.transitions) {
        const moves = (transitions as unknown as Transition[]).map(moveOf)
        on.set(type, [...(on.get(type) ?? []), ...moves])
      }
    }
    const always = around.flatMap((one) => (one.always ?? []) as unknown as Transition[])
    places.set(node.id, { on, always: always.map(moveOf) })
  }
  read(route.root)

  const placeOf = ({ state }: RouteSnapshot): Place => {
    const place = places.get(state)
    if (!place) throw new Error(`the route has no state called ${state}`)
    return place
  }
  const openMove = (moves: readonly Move[], { context }: RouteSnapshot, event: RouteEvent) =>
    moves.find(({ open }) => open === null || open(context, event))

  const take = (
    { changes, to }: Move,
    { state, context }: RouteSnapshot,
    event: RouteEvent,
  ): RouteSnapshot => {
    let changed = context
    for (const change of changes) changed = { ...changed, ...change(changed, event) }
    return { state: to ?? state, context: changed }
  }

  return {
    start: { state: leafOf(first.value), context: first.context },
    follow(snapshot, event) {
      let move = openMove(placeOf(snapshot).on.get(event.type) ?? [], snapshot, event)
      if (!move) return null
      let here = snapshot
      while (move) {
        here = take(move, here, event)
        move = openMove(placeOf(here).always, here, event)
      }
      return here
    },
    allows: (snapshot, event) =>
      openMove(placeOf(snapshot).on.get(event.type) ?? [], snapshot, event) !== undefined,
    waitAt: ({ state }) => {
      const wait = waits.get(state)
      if (!wait) throw new Error(`the route waits for nothing in ${state}`)
      return wait
    },
  }
})

/** A guard or an action as the machine names it, with what it is given. */
type Named = string | { type: string; params?: unknown }

const called = (named: Named) =>
  typeof named === 'string' ? { type: named, params: undefined } : named

type Transition = {
  guard?: Named
  actions: readonly Named[]
  target?: readonly AnyStateNode[]
  source: AnyStateNode
}

type Scene = { context: RouteContext; event: RouteEvent }

/** What a machine made by `setup` carries of its guards and of its actions, which all assign. */
type Implementations = {
  guards: Record<string, (scene: Scene, params: unknown) => boolean>
  actions: Record<string, { assignment: (scene: Scene, params: unknown) => Partial<RouteContext> }>
}

/** The states around a state, the nearest first. */
function ancestors({ parent }: AnyStateNode): AnyStateNode[] {
  return parent ? [parent, ...ancestors(parent)] : []
}

/**
 * The states a transition enters, the outermost first: all that lie below the nearest state around both ends,
 * or below its source where that is around its target, and down to one that waits.
 */
function entered(source: AnyStateNode, target: AnyStateNode): AnyStateNode[] {
  if (source === target) return []
  const stays = [source, ...ancestors(source)]
  const outside = ancestors(target)
  const left = outside.slice(
    0,
    outside.findIndex((node) => stays.includes(node)),
  )
  return [...left.reverse(), target, ...initials(target)]
}

/** The states that a state begins in. */
function initials({ initial }: AnyStateNode): AnyStateNode[] {
  const first = initial?.target?.[0]
  return first ? [first, ...initials(first)] : []
}

/** The name of the innermost state, which no two waiting states share. */
function leafOf(value: StateValue): string {
  if (typeof value === 'string') return value
  const [inner] = Object.values(value)
  return inner === undefined ? '' : leafOf(inner)
}
