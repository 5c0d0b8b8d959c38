import type { LocationQuery } from 'vue-router'
import type { CaseStatus } from '../api/types'
import type { CaseQuery } from './caseCalls'

export const SORTS = {
  newest: 'Newest',
  oldest: 'Oldest',
  risk: 'Highest risk',
  amount: 'Largest amount',
} as const
export type Sort = keyof typeof SORTS

/** What the queue shows. It lives in the URL, so that a link, a reload and "back" show the same. */
export interface CaseFilter {
  status: CaseStatus | 'ALL'
  /** `me`, `none`, a user name, or empty for everybody's. */
  assignee: string
  minRisk: number | null
  text: string
  sort: Sort
}

const STATUSES = ['OPEN', 'CONFIRMED_FRAUD', 'FALSE_POSITIVE', 'ALL'] as const

export function filterOf(query: LocationQuery): CaseFilter {
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const risk = Number.parseFloat(one('min_risk'))
  return {
    status: STATUSES.find((status) => status === one('status').toUpperCase()) ?? 'OPEN',
    assignee: one('assignee'),
    minRisk: risk > 0 && risk < 1 ? risk : null,
    text: one('text'),
    sort: Object.hasOwn(SORTS, one('sort')) ? (one('sort') as Sort) : 'newest',
  }
}

/** Defaults are left out: /queue is "all open, newest first". */
export function urlOf(filter: CaseFilter): Record<string, string> {
  return present({
    status: filter.status === 'OPEN' ? '' : filter.status.toLowerCase(),
    assignee: filter.assignee,
    min_risk: filter.minRisk === null ? '' : String(filter.minRisk),
    text: filter.text,
    sort: filter.sort === 'newest' ? '' : filter.sort,
  })
}

export function apiQueryOf(filter: CaseFilter): CaseQuery {
  return present({
    status: filter.status === 'ALL' ? '' : filter.status,
    assignee: filter.assignee,
    min_risk: filter.minRisk === null ? '' : String(filter.minRisk),
    text: filter.text.trim(),
    sort: filter.sort,
    limit: '50',
    count: 'true',
  })
}

export interface CaseView {
  name: string
  filter: Partial<CaseFilter>
  counted?: 'open' | 'mine' | 'unassigned'
}

export const VIEWS: CaseView[] = [
  { name: 'All open', filter: {}, counted: 'open' },
  { name: 'Mine', filter: { assignee: 'me' }, counted: 'mine' },
  { name: 'Unassigned', filter: { assignee: 'none' }, counted: 'unassigned' },
  { name: 'Highest risk', filter: { sort: 'risk' } },
  { name: 'Oldest', filter: { sort: 'oldest' } },
  { name: 'Confirmed fraud', filter: { status: 'CONFIRMED_FRAUD' } },
  { name: 'False positive', filter: { status: 'FALSE_POSITIVE' } },
]

const EMPTY: CaseFilter = { status: 'OPEN', assignee: '', minRisk: null, text: '', sort: 'newest' }

export const filterOfView = (view: CaseView): CaseFilter => ({ ...EMPTY, ...view.filter })

export function sameFilter(a: CaseFilter, b: CaseFilter): boolean {
  return JSON.stringify(urlOf(a)) === JSON.stringify(urlOf(b))
}

function present(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
