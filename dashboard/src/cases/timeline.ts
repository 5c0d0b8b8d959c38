import type { CaseDetail } from '../api/types'
import { clockTime, major } from '../ui/format'
import { windowOf } from '../ui/decisions/reasons'
import { isSeen, severest, timeOf } from './payments'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 30, 90].map((n) => n * DAY),
]

export interface Range {
  from: number
  to: number
}

/** The window that the chosen reason speaks of, ending at the severest payment. */
export function bracketOf(detail: CaseDetail, text: string | null): Range | null {
  const over = text ? windowOf(text) : null
  const end = severest(detail)
  return over !== null && end && isSeen(end) ? { from: timeOf(end) - over, to: timeOf(end) } : null
}

/**
 * What the line shows: the window and some room, or else the payments of the case. When no time of these is known, the
 * other payments of the user until the case was opened.
 */
export function viewOf(detail: CaseDetail, bracket: Range | null): Range {
  const own = detail.transactions.filter(isSeen).map(timeOf)
  const opened = Date.parse(detail.opened_at)
  const times = own.length > 0 ? own : [...detail.evidence.filter(isSeen).map(timeOf), opened]
  const first = Math.min(...times)
  const last = Math.max(...times)
  const range = bracket ?? { from: last > first ? first : first - 30 * MINUTE, to: last }
  const room = Math.max(5 * SECOND, range.to - range.from) * 0.16
  return { from: range.from - room, to: range.to + room }
}

/** Ticks at round local times, at most `most` of them. */
export function timeTicks({ from, to }: Range, most: number): { at: number; words: string }[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 365 * DAY
  const zone = new Date(to).getTimezoneOffset() * MINUTE
  const ticks = []
  for (let at = Math.ceil((from - zone) / step) * step + zone; at <= to; at += step)
    ticks.push({ at, words: words(at, step) })
  return ticks
}

function words(at: number, step: number): string {
  if (step >= DAY) return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
  return step >= MINUTE ? clockTime(at).slice(0, 5) : clockTime(at)
}

/** Powers of ten around the amounts, at least two of them. */
export function decades(amounts: number[]): { low: number; high: number } {
  const known = amounts.filter((value) => value > 0).map(Math.log10)
  if (known.length === 0) return { low: 0, high: 2 }
  const low = Math.floor(Math.min(...known) + 1e-9)
  return { low, high: Math.max(low + 1, Math.ceil(Math.max(...known) - 1e-9)) }
}

/** From the 5th to the 95th percentile of what this user pays; null when there is too little to say so. */
export function usualBand(detail: CaseDetail): { low: number; high: number } | null {
  const amounts = detail.evidence
    .filter(isSeen)
    .filter(
      (item) => item.decision === 'approve' && item.currency === detail.currency && item.amount_minor > 0,
    )
    .map((item) => major(item.amount_minor, item.currency))
    .sort((a, b) => a - b)
  if (amounts.length < 10) return null
  const at = (share: number) => amounts[Math.round(share * (amounts.length - 1))]!
  return { low: at(0.05), high: at(0.95) }
}
