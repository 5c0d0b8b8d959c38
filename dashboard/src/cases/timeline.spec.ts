import { describe, expect, it } from 'vitest'
import { aCase, aPayment, aReportedCase, someCase } from '../testing/fixtures'
import { bracketOf, decades, timeTicks, usualBand, viewOf } from './timeline'

const AT = Date.parse('2026-11-23T12:00:00Z')

describe('the time line', () => {
  it('draws the window of a reason so that it ends at the severest payment', () => {
    expect(bracketOf(aCase(), '12 payments in 60 s; usual: 1')).toEqual({ from: AT - 60_000, to: AT })
    expect(bracketOf(aCase(), 'Card from US, address in NL')).toBeNull()
  })

  it('shows the whole window with room around it', () => {
    const view = viewOf(aCase(), { from: AT - 60_000, to: AT })
    expect(view.from).toBeLessThan(AT - 60_000)
    expect(view.to).toBeGreaterThan(AT)
  })

  it('shows a single payment without a window', () => {
    const view = viewOf(aCase(), null)
    expect(view.to - view.from).toBeGreaterThan(60_000)
  })

  it('shows what else the user paid until a case was opened whose own payments the gate never saw', () => {
    const known = aPayment({ transaction_id: 't-0', event_time: '2026-11-23T09:00:00.000Z' })
    expect(bracketOf(aReportedCase(), '12 payments in 60 s; usual: 1')).toBeNull()
    const view = viewOf(aReportedCase({ evidence: [known] }), null)
    expect(view.from).toBeLessThan(AT - 3 * 3_600_000)
    expect(view.to).toBeGreaterThan(AT)
    const alone = viewOf(aReportedCase(), null)
    expect(alone.from).toBeLessThan(alone.to)
  })

  it('ticks at round times, never more than fit', () => {
    for (const span of [7_000, 60_000, 3_600_000, 86_400_000, 30 * 86_400_000]) {
      const ticks = timeTicks({ from: AT - span, to: AT }, 6)
      expect(ticks.length).toBeGreaterThan(0)
      expect(ticks.length).toBeLessThanOrEqual(7)
    }
    expect(timeTicks({ from: AT - 60_000, to: AT }, 6).map((tick) => tick.words)).toContain('11:59:30')
  })

  it('spans at least a decade of amounts, and copes with none', () => {
    expect(decades([5])).toEqual({ low: 0, high: 1 })
    expect(decades([1, 1000])).toEqual({ low: 0, high: 3 })
    expect(decades([0])).toEqual({ low: 0, high: 2 })
  })

  it('says what is usual only with enough to say it from', () => {
    expect(usualBand(aCase())).toBeNull()
    const band = usualBand(someCase(3, AT))!
    expect(band.low).toBeLessThan(band.high)
  })
})
