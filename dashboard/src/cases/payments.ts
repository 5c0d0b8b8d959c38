import type { CaseDetail, CaseSummary, Payment } from '../api/types'

/** A payment that the gate decided. Of one that only another system reported, its id and report are all there is. */
export type SeenPayment = Payment & {
  event_time: string
  amount_minor: number
  currency: string
  merchant_id: string
}

export function isSeen(payment: Payment): payment is SeenPayment {
  const { event_time, amount_minor, currency, merchant_id } = payment
  return event_time !== null && amount_minor !== null && currency !== null && merchant_id !== null
}

/** Whether the gate decided the severest payment of a case: only then amount, features and score are known. */
export const isSeenCase = (item: CaseSummary) => item.amount_minor !== null && item.currency !== null

export const timeOf = (payment: SeenPayment) => Date.parse(payment.event_time)

/**
 * The payments of the user that the case tells of, oldest first, each once. Those without a known time come last: they
 * were reported, so they are what the case is about.
 */
export function paymentsOf(detail: CaseDetail): Payment[] {
  const own = detail.severest ? [detail.severest, ...detail.transactions] : detail.transactions
  const byId = new Map([...detail.evidence, ...own].map((item) => [item.transaction_id, item]))
  return [...byId.values()].sort((a, b) => sortTimeOf(a) - sortTimeOf(b))
}

/** The payment that made the case as severe as it is: windows end at it. */
export const severest = (detail: CaseDetail): Payment | null => detail.severest

/** Whether the detail holds only the newest payments of its case. */
export const isPartOf = (detail: CaseDetail) => detail.transactions_cursor !== null

const sortTimeOf = (payment: Payment) => (isSeen(payment) ? timeOf(payment) : Number.MAX_SAFE_INTEGER)

/** Why a case has no score, after the words "No score.". */
export function whyUnscored(item: CaseSummary): string {
  if (item.transaction_count === 0) return 'Its payment was moved to the case of another user.'
  return isSeenCase(item) ? 'The policy of the gate decided.' : 'The gate never saw this payment.'
}
