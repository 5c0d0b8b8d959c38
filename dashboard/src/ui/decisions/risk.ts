import type { Thresholds } from '../../api/types'

/** Until the server has named its own. */
export const DEFAULT_THRESHOLDS: Thresholds = { review: 0.995, block: 0.9995 }

/** Place on the one scale of risk: logarithmic, 0 at 1 in 10, 1 at 1 in 100,000. */
export function riskPosition(risk: number): number {
  const position = (Math.log10(1 / (1 - Math.min(risk, 1 - 1e-9))) - 1) / 4
  return Math.min(1, Math.max(0, position))
}

export interface RiskBand {
  tone: 'under' | 'review' | 'block'
  from: number
  to: number
  /** How far the risk fills it, on the same scale; equals `from` when it does not reach it. */
  filled: number
}

/** The scale cut at the thresholds of review and block. */
export function riskBands(risk: number | null, thresholds: Thresholds): RiskBand[] {
  const cuts = [0, riskPosition(thresholds.review), riskPosition(thresholds.block), 1]
  const at = risk === null ? 0 : riskPosition(risk)
  return (['under', 'review', 'block'] as const).map((tone, index) => {
    const from = cuts[index]!
    const to = cuts[index + 1]!
    return { tone, from, to, filled: Math.min(to, Math.max(from, at)) }
  })
}
