import axe from 'axe-core'
import { announced, loudRegions } from './announced.ts'
import { faintControls, misnamed, moving, smallTargets } from './controls.ts'
import { helpFaults } from './help.ts'
import { overTheSide, spaced } from './layout.ts'
import { fromTheTop, tabFaults } from './tab-stops.ts'
import { spoiltText } from './text.ts'

/** What axe finds on the page as it stands, by rule and place. */
async function axeFindings(): Promise<string[]> {
  // What stays in place while the page is scrolled lies over other controls then.
  scrollTo(0, 0)
  const { violations } = await axe.run(document, {
    resultTypes: ['violations'],
    // Of WCAG 2.2, and not among what axe looks for unless asked.
    rules: { 'target-size': { enabled: true } },
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} at ${target}: ${failureSummary}`),
  )
}

const inPage = {
  axeFindings,
  announced,
  loudRegions,
  faintControls,
  misnamed,
  moving,
  smallTargets,
  fromTheTop,
  tabFaults,
  helpFaults,
  spoiltText,
  overTheSide,
  spaced,
}

declare global {
  var checks: typeof inPage
}

globalThis.checks = inPage
