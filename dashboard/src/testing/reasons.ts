import type { Reason } from '../api/types'

/** A small seeded generator: the same cases in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const REASONS: [code: string, text: string][] = [
  ['user_count_60s', '12 payments in 60 s; usual: 1'],
  ['user_cards_1h', '7 cards in 1 h; usual: 1'],
  ['amount_ratio', '€1,249.00 in one payment; usual: €24.00'],
  ['device_users_24h', 'Device used by 4 users in 24 h; usual: 1'],
  ['card_countries_24h', 'Card used in 3 countries in 24 h; usual: 1'],
  ['user_sum_24h', '€2,310.00 in 24 h; usual: €74.00'],
  ['merchant_risk_30d', 'Merchant: 3.1% fraud in 30 d; usual: 0.1%'],
  ['user_gap', 'First payment for 64 d; usual gap: 3 d'],
]
const AGAINST: [code: string, text: string][] = [
  ['hour', 'Paid at 14:25; usual hours: 7 to 22'],
  ['country', 'Card from NL, address in NL; usual: same'],
]

export function reasonsFrom(random: () => number, count: number): Reason[] {
  const from = Math.floor(random() * REASONS.length)
  const raising = Array.from({ length: count }, (_, i) => REASONS[(from + i) % REASONS.length]!)
  const strength = 0.06 + random() * 0.07
  return [
    ...raising.map(([code, text], i) => ({ code, text, contribution: strength * 0.62 ** i })),
    ...AGAINST.map(([code, text], i) => ({ code, text, contribution: -0.008 / (i + 1) })),
  ]
}
