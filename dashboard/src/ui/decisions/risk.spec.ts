import { describe, expect, it } from 'vitest'
import { riskBands, DEFAULT_THRESHOLDS, riskPosition } from './risk'

describe('the scale of risk', () => {
  it('runs from 1 in 10 to 1 in 100,000, a decade a quarter', () => {
    expect([0.9, 0.99, 0.999, 0.9999, 0.99999].map((risk) => Number(riskPosition(risk).toFixed(6)))).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ])
  })

  it('ends at its ends', () =>
    expect([riskPosition(0), riskPosition(0.5), riskPosition(1)]).toEqual([0, 0, 1]))

  it('fills a band only when the gate before it is passed', () => {
    const filled = (risk: number | null) =>
      riskBands(risk, DEFAULT_THRESHOLDS).map(({ from, filled }) => filled > from)
    expect(filled(0.99)).toEqual([true, false, false])
    expect(filled(0.998)).toEqual([true, true, false])
    expect(filled(0.9999)).toEqual([true, true, true])
    expect(filled(null)).toEqual([false, false, false])
  })
})
