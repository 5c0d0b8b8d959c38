import type { components } from './schema'

// The shapes of the API, by the names the screens use. A field that the server renames breaks the build here or where
// it is read. Times are RFC 3339 in UTC, amounts minor units of their currency.
type Schemas = components['schemas']

export type Decision = Schemas['DecisionKind']
export type CaseStatus = Schemas['CaseStatus']
export type Label = NonNullable<Schemas['LabelKind']>
export type Reason = Schemas['Reason']
export type Comment = Schemas['CommentAnswer']
export type HistoryEntry = Schemas['HistoryLine']
export type Overview = Schemas['Overview']
export type Problem = Schemas['Problem']
export type User = Schemas['Me']
export type SessionAnswer = Schemas['SessionAnswer']

export type CaseSummary = OrNull<Schemas['CaseSummary'], 'closed_at'>
export type Payment = OrNull<Schemas['PaymentAnswer'], 'event_time'>
export type CaseDetail = Omit<Schemas['CaseDetail'], 'closed_at' | 'transactions' | 'evidence'> &
  CaseSummary & { transactions: Payment[]; evidence: Payment[] }
export type CasePageAnswer = Omit<Schemas['CasePage'], 'items'> & { items: CaseSummary[] }
export type CaseChange = Omit<Schemas['CaseChange'], 'status'> & { status?: CaseStatus }

/** Risks from which a payment is reviewed and blocked: the gates that the screens draw. */
export type Thresholds = Overview['gates']

/** The one place that knows under which name an answer carries its thresholds. */
export const thresholdsOf = (answer: CaseDetail | Overview): Thresholds => answer.gates

/** The event `heartbeat` of the live stream, every few seconds. The event `case` carries a CaseSummary. */
export interface Heartbeat {
  now: string
  /** Decisions a second. */
  rate: number
  /** Open cases. */
  open: number
}

// The description of the API does not say of a time that it may be null.
type OrNull<T, K extends keyof T> = Omit<T, K> & { [P in K]: T[P] | null }
