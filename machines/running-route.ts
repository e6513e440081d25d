import {
  type AnyActorScope,
  createActor,
  initialTransition,
  type SnapshotFrom,
  type StateValue,
} from 'xstate'
import { onceFor } from './once-for.ts'
import type { Outline } from './outline.ts'
import { createRoute, type RouteEvent, type Wait, waitsOf } from './route.ts'

export type RouteSnapshot = SnapshotFrom<ReturnType<typeof createRoute>>

/** The route of one outline, ready to be followed by any number of cases. */
export type RunningRoute = {
  /** Where every case begins. */
  start: RouteSnapshot
  /** Where an event leads, or `null` where the route does not allow it. */
  follow: (snapshot: RouteSnapshot, event: RouteEvent) => RouteSnapshot | null
  /** What a state waits for, and the step of the route it belongs to. */
  waitAt: (snapshot: RouteSnapshot) => Wait & { step: string }
}

/** The route of an outline, made once. */
export const routeOf = onceFor((outline: Outline): RunningRoute => {
  const route = createRoute(outline)
  const [start] = initialTransition(route)
  // XState's own `transition` makes an actor for each event. The route has no effects and never meets
  // its actor, so one that is never started serves all.
  const self = createActor(route)
  const scope: AnyActorScope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => {},
    defer: () => {},
    emit: () => {},
    stopChild: () => {},
    actionExecutor: () => {},
  }
  const waits = waitsOf(route)
  return {
    start,
    follow: (snapshot, event) => {
      // Every transition of the route assigns something, so the same snapshot means that none was open.
      const next = route.transition(snapshot, event, scope)
      return next === snapshot ? null : next
    },
    waitAt: ({ value }) => {
      const wait = waits.get(leafOf(value))
      if (!wait) throw new Error(`the route waits for nothing in ${JSON.stringify(value)}`)
      return wait
    },
  }
})

/** The name of the innermost state, which no two waiting states share. */
function leafOf(value: StateValue): string {
  if (typeof value === 'string') return value
  const [inner] = Object.values(value)
  return inner === undefined ? '' : leafOf(inner)
}
