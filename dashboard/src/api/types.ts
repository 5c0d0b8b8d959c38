import type { components } from './schema'

// The shapes of the API, by the names the screens use. A field that the server renames breaks the build here or where
// it is read. Times are RFC 3339 in UTC, amounts minor units of their currency.
type Schemas = components['schemas']

export type Decision = Schemas['DecisionKind']
export type CaseStatus = Schemas['CaseStatus']
export type Label = NonNullable<Schemas['LabelKind']>
export type Reason = Schemas['Reason']
export type Comment = Schemas['CommentResponse']
export type HistoryEntry = Schemas['HistoryLine']
export type Overview = Schemas['OverviewResponse']
export type Problem = Schemas['ProblemResponse']
export type User = Schemas['CallerResponse']
export type SessionAnswer = Schemas['SessionResponse']
export type CaseSummary = Schemas['CaseSummary']
export type CaseDetail = Schemas['CaseDetailResponse']
export type CasePageAnswer = Schemas['CasePage']
export type PaymentPage = Schemas['CaseTransactionPage']
export type CommentPage = Schemas['CommentPage']
export type HistoryPage = Schemas['HistoryPage']
export type Payment = Schemas['CaseTransactionResponse']
export type CaseChange = Schemas['CaseChangeRequest']

/** Risks from which a payment is reviewed and blocked. */
export type Thresholds = Schemas['Thresholds']

/** The event `heartbeat` of the live stream, every few seconds. The event `case` carries a CaseSummary. */
export type Heartbeat = Schemas['Heartbeat']
