// The shapes of the HTTP API. Times are RFC 3339 in UTC, amounts minor units of their currency, absent is null.

export type Decision = 'approve' | 'review' | 'block'
export type CaseStatus = 'OPEN' | 'CONFIRMED_FRAUD' | 'FALSE_POSITIVE'
export type Label = 'fraud' | 'genuine'

export interface User {
  username: string
  roles: string[]
  scopes: string[]
}

export interface SessionAnswer {
  access_token: string
  token_type: 'Bearer'
  /** Seconds. */
  expires_in: number
  user: User
}

export interface Reason {
  code: string
  /** In an analyst's words; what is usual stands after "; usual". */
  text: string
  /** Signed share of the score: above zero it raises the risk. */
  contribution: number
}

export interface CaseSummary {
  id: string
  user_id: string
  status: CaseStatus
  /** Quantile of the score, 0 to 1; null when nothing could score the payment. */
  risk: number | null
  decision: 'review' | 'block'
  transaction_id: string
  amount_minor: number
  currency: string
  reasons: Reason[]
  transaction_count: number
  assignee: string | null
  source: string
  opened_at: string
  updated_at: string
  closed_at: string | null
  late: boolean
  degraded: string[]
}

export interface Payment {
  transaction_id: string
  event_time: string
  amount_minor: number
  currency: string
  merchant_id: string
  merchant_category: string | null
  card_id: string | null
  device_id: string | null
  country: string | null
  card_country: string | null
  ip_country: string | null
  channel: string | null
  decision: Decision
  risk: number | null
  reasons: Reason[]
  late: boolean
  degraded: string[]
  label: Label | null
}

/** Risks from which a payment is reviewed and blocked: the gates that the screens draw. */
export interface Thresholds {
  review: number
  block: number
}

export interface Comment {
  id: string
  author: string
  text: string
  at: string
}

export interface HistoryEntry {
  at: string
  actor: string
  action: string
  from: string | null
  to: string | null
}

export interface CaseDetail extends CaseSummary {
  transactions: Payment[]
  /** Other payments of the user, newest first. */
  evidence: Payment[]
  features: Record<string, number | null>
  usual: Record<string, number | null>
  feature_texts: Record<string, string>
  gates: Thresholds
  generation: number
  model: string | null
  score: number | null
  usual_score: number | null
  comments: Comment[]
  history: HistoryEntry[]
}

export interface CasePageAnswer {
  items: CaseSummary[]
  next_cursor: string | null
  total: number | null
}

export interface CaseChange {
  status?: CaseStatus
  assignee?: string | null
}

export interface Overview {
  now: string
  demo: boolean
  decisions: { approve: number; review: number; block: number }
  /** Decisions a second over the last 10 s. */
  rate: number
  latency_ms: { p50: number | null; p99: number | null; p999: number | null }
  cases: { open: number; unassigned: number; opened_24h: number }
  gates: Thresholds
  model: { name: string; version: number | string; generation: number } | null
  cold_start: { seen: number; needed: number } | null
  series: { minute: string; approve: number; review: number; block: number }[]
}

export interface Heartbeat {
  now: string
  rate: number
  open: number
}

export interface Problem {
  type: string
  title: string
  status: number
  detail?: string | null
  errors?: Record<string, string[]> | null
}

/** The one place that knows under which name an answer carries its thresholds. */
export const thresholdsOf = (answer: CaseDetail | Overview): Thresholds => answer.gates
