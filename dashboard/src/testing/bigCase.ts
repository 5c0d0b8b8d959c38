import type { CaseDetail } from '../api/types'
import { aPayment, someCase } from './fixtures.ts'

const PAYMENTS = 1_240

/** A case of many payments that joined in bursts, with more comments and history than a screen shows at first. */
export function someBigCase(openedAt: number): CaseDetail {
  const base = someCase(3, openedAt)
  const at = (seconds: number) => new Date(openedAt + seconds * 1000).toISOString()
  const transactions = Array.from({ length: PAYMENTS }, (_, i) =>
    aPayment({
      transaction_id: `t-big-${i}`,
      event_time: at(PAYMENTS - i),
      amount_minor: 1_000 + ((i * 7919) % 90_000),
      card_id: `card-${(i % 97).toString(16).padStart(4, '0')}`,
      decision: i % 11 === 0 ? 'block' : 'review',
      risk: 1 - 10 ** -(2.4 + (i % 29) / 12),
    }),
  )
  const severest = { ...transactions[900]!, decision: 'block' as const, risk: 0.999979 }
  transactions[900] = severest
  const history = Array.from({ length: 140 }, (_, i) => ({
    id: i + 1,
    at: at(i * 8),
    actor: 'gate',
    action: i === 0 ? ('opened' as const) : ('joined' as const),
    from: i === 0 ? null : String(i * 9 - 8),
    to: i === 0 ? 'OPEN' : String(i * 9 + 1),
  }))
  const { transaction_id, amount_minor, currency, risk, decision } = severest
  return {
    ...base,
    id: '0198f3c2-7a10-7cc4-9b2e-000000b16ca5',
    user_id: 'u-31337',
    ...{ transaction_id, amount_minor, currency, risk, decision, severest, transactions, history },
    transaction_count: PAYMENTS,
    assignee: null,
    updated_at: at(PAYMENTS),
  }
}
