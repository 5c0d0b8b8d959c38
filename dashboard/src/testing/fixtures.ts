import type { CaseDetail, CaseSummary, Payment } from '../api/types'
import { reasonsFrom, seeded } from './reasons.ts'

const MERCHANTS = ['pixelkeys', 'lumen-electronics', 'north-grocers', 'cityfuel', 'bookbay', 'streamline']
export const THRESHOLDS = { review: 0.995, block: 0.9995 }

const CURRENCIES = ['EUR', 'EUR', 'EUR', 'EUR', 'GBP', 'USD', 'JPY', 'CHF']
const ANALYSTS = [null, null, null, 'priya.nair', 'tomas.rey', 'admin']

export function aPayment(over: Partial<Payment> = {}): Payment {
  return {
    transaction_id: 't-1',
    event_time: '2026-11-23T12:00:00.000Z',
    amount_minor: 1900,
    currency: 'EUR',
    merchant_id: 'pixelkeys',
    merchant_category: '5816',
    card_id: 'card-f4c8',
    device_id: 'dev-e03b',
    country: 'NL',
    card_country: 'US',
    ip_country: 'NL',
    channel: 'ecom',
    decision: 'approve',
    risk: 0.61,
    reasons: [],
    late: false,
    degraded: [],
    label: null,
    ...over,
  }
}

export function aCase(over: Partial<CaseDetail> = {}): CaseDetail {
  const payment = aPayment({ transaction_id: 't-9', amount_minor: 124900, decision: 'block', risk: 0.999979 })
  return {
    id: '0198f3c2-7a10-7cc4-9b2e-52a1ab9f3a41',
    user_id: 'u-48210',
    status: 'OPEN',
    risk: 0.999979,
    decision: 'block',
    transaction_id: 't-9',
    amount_minor: 124900,
    currency: 'EUR',
    reasons: reasonsFrom(seeded(1), 5),
    transaction_count: 1,
    assignee: null,
    source: 'gate',
    opened_at: '2026-11-23T12:00:00.000Z',
    updated_at: '2026-11-23T12:00:00.000Z',
    closed_at: null,
    version: 1,
    late: false,
    degraded: [],
    transactions: [payment],
    transactions_cursor: null,
    severest: payment,
    evidence: [],
    features: {
      user_count_60s: 12,
      user_cards_1h: 7,
      amount_ratio: 52.04,
      device_users_24h: 4,
      hour: 14,
      card_age: null,
    },
    usual: {
      user_count_60s: 1,
      user_cards_1h: 1,
      amount_ratio: 1,
      device_users_24h: 1,
      hour: 13,
      card_age: 210,
    },
    feature_texts: {
      user_count_60s: 'payments of the user in the last 60 s, this one included',
      user_cards_1h: 'different cards of the user in the last hour',
      amount_ratio: 'amount, divided by the mean of the last 30 d',
      device_users_24h: 'different users on the device in the last 24 h',
      hour: 'hour of the day',
      card_age: 'days since the card was first seen',
    },
    thresholds: THRESHOLDS,
    generation: 212,
    model: 'isolation-forest v14',
    score: 0.71,
    usual_score: 0.438,
    comments: [],
    comments_cursor: null,
    history: [
      { id: 1, at: '2026-11-23T12:00:00.000Z', actor: 'gate', action: 'opened', from: null, to: 'OPEN' },
    ],
    history_cursor: null,
    ...over,
  }
}

/** A case that another system reported for a payment that the gate never saw: nothing but the report is known. */
export function aReportedCase(over: Partial<CaseDetail> = {}): CaseDetail {
  const reasons = [
    { code: 'reported', text: 'Stolen goods list', contribution: 0 },
    { code: 'list', text: 'Card offered for sale', contribution: 0 },
  ]
  const at = over.opened_at ?? '2026-11-23T12:00:00.000Z'
  const nothing = { amount_minor: null, currency: null }
  const report = {
    transaction_id: 'r-1',
    risk: over.risk === undefined ? 0.9 : over.risk,
    decision: 'review' as const,
    reasons,
  }
  const payment = aPayment({
    ...nothing,
    ...report,
    event_time: null,
    merchant_id: null,
    merchant_category: null,
    card_id: null,
    device_id: null,
    country: null,
    card_country: null,
    ip_country: null,
    channel: null,
  })
  return aCase({
    id: '0198f3c2-7a10-7cc4-9b2e-000000c0ffee',
    user_id: 'u-77120',
    source: 'rules-engine',
    ...nothing,
    ...report,
    transactions: [payment],
    severest: payment,
    features: {},
    usual: {},
    feature_texts: {},
    model: null,
    score: null,
    usual_score: null,
    history: [
      { id: 1, at, actor: 'rules-engine', action: 'opened', from: null, to: 'OPEN' },
      { id: 2, at, actor: 'rules-engine', action: 'reported', from: null, to: 'r-1' },
    ],
    ...over,
  })
}

/** A case of a user whose payments came in a burst, with a month of ordinary ones before it. */
export function someCase(index: number, openedAt: number): CaseDetail {
  if (index % 29 === 11) return someReportedCase(index, openedAt)
  const random = seeded(index + 7)
  const blocked = random() < 0.3
  const unscored = index % 19 === 18
  const risk = unscored ? null : 1 - 10 ** -(blocked ? 3.4 + random() * 1.4 : 2.31 + random() * 0.9)
  const currency = CURRENCIES[Math.floor(random() * CURRENCIES.length)]!
  const scale = currency === 'JPY' ? 1.6 : 1
  const amount = Math.round((500 + random() ** 3 * 300000) * scale)
  const count = blocked ? 3 + Math.floor(random() * 9) : 1 + Math.floor(random() * 3)
  const payment = (i: number): Payment =>
    aPayment({
      transaction_id: `t-${index}-${i}`,
      event_time: at(openedAt + i * 5300 - (i === 0 ? 0 : random() * 900)),
      amount_minor: i === count - 1 ? amount : Math.round((100 + random() * 200) * scale),
      currency,
      merchant_id: MERCHANTS[i === count - 1 ? 1 : 0]!,
      decision: i === count - 1 && blocked ? 'block' : 'review',
      risk: i === count - 1 ? risk : 1 - 10 ** -(2.31 + random() * 0.6),
      card_id: `card-${((index * 31 + (blocked ? i % 4 : 0)) % 4096).toString(16).padStart(4, '0')}`,
      late: index % 17 === 4,
      degraded: unscored ? ['model_failed'] : [],
    })
  const before = (i: number): Payment =>
    aPayment({
      transaction_id: `t-${index}-b${i}`,
      event_time: at(openedAt - (i < 3 ? 9000 * (i + 1) : random() * 29 * 86_400_000)),
      amount_minor: Math.round((400 + random() ** 2 * 9000) * scale),
      currency,
      merchant_id: MERCHANTS[2 + Math.floor(random() * 4)]!,
      device_id: index % 2 === 0 ? 'dev-1a77' : 'dev-e03b',
      risk: random() * 0.97,
    })
  const transactions = Array.from({ length: count }, (_, i) => payment(i)).reverse()
  const evidence = Array.from({ length: 40 }, (_, i) => before(i))
  evidence.sort((a, b) => b.event_time!.localeCompare(a.event_time!))
  const worst = transactions[0]!
  return aCase({
    id: idOf(index),
    user_id: userOf(index),
    risk,
    decision: blocked ? 'block' : 'review',
    transaction_id: worst.transaction_id,
    amount_minor: worst.amount_minor,
    currency,
    reasons: unscored
      ? [{ code: 'policy', text: 'The model could not score this payment', contribution: 0 }]
      : reasonsFrom(random, blocked ? 5 : 2),
    transaction_count: count,
    transactions,
    severest: worst,
    evidence,
    assignee: ANALYSTS[Math.floor(random() * ANALYSTS.length)] ?? null,
    opened_at: at(openedAt),
    updated_at: at(openedAt),
    late: worst.late,
    degraded: worst.degraded,
    score: unscored ? null : 0.6 + random() * 0.2,
    comments:
      index % 3 === 0
        ? [
            {
              id: `c-${index}`,
              author: 'priya.nair',
              text: 'Same device as u-30977, which I closed as fraud at 13:58.',
              at: at(openedAt + 60_000),
            },
          ]
        : [],
    history: [{ id: 1, at: at(openedAt), actor: 'gate', action: 'opened', from: null, to: 'OPEN' }],
  })
}

function someReportedCase(index: number, openedAt: number): CaseDetail {
  const opened = { opened_at: at(openedAt), updated_at: at(openedAt) }
  const risk = index % 2 === 0 ? null : 0.97
  return aReportedCase({ id: idOf(index), user_id: userOf(index), risk, ...opened })
}

const at = (ms: number) => new Date(ms).toISOString()
const userOf = (index: number) => `u-${String(10000 + ((index * 7919) % 89999))}`
const idOf = (index: number) => `0198f3c2-7a10-7cc4-9b2e-${(0x52a1ab9f3a41 + index * 977).toString(16)}`

const DETAIL = [
  'transactions',
  'transactions_cursor',
  'severest',
  'evidence',
  'features',
  'usual',
  'feature_texts',
  'thresholds',
  'generation',
  'model',
]
const MORE = ['score', 'usual_score', 'comments', 'comments_cursor', 'history', 'history_cursor']

export function summaryOf(detail: CaseDetail): CaseSummary {
  const hidden = new Set([...DETAIL, ...MORE])
  return Object.fromEntries(
    Object.entries(detail).filter(([name]) => !hidden.has(name)),
  ) as unknown as CaseSummary
}
