import type { CaseChange, CaseDetail } from '../api/types'

const PAGE = 50

/** A case as its detail is answered: of what may be many, the newest. */
export function firstPages(whole: CaseDetail): CaseDetail {
  const cursorOf = (items: unknown[]) => (items.length > PAGE ? String(PAGE) : null)
  return {
    ...whole,
    transactions: whole.transactions.slice(0, PAGE),
    transactions_cursor: cursorOf(whole.transactions),
    comments: whole.comments.slice(-PAGE),
    comments_cursor: cursorOf(whole.comments),
    history: whole.history.slice(-PAGE),
    history_cursor: cursorOf(whole.history),
  }
}

/** A page of what a case has many of, newest first; its cursor is the number of those before. */
export function partOf(whole: CaseDetail, name: string, query: URLSearchParams) {
  const all: unknown[] =
    name === 'transactions' ? whole.transactions : [...whole[name as 'comments' | 'history']].reverse()
  const from = Number(query.get('cursor') ?? 0)
  const to = from + Number(query.get('limit') ?? 50)
  return { items: all.slice(from, to), next_cursor: to < all.length ? String(to) : null, total: all.length }
}

/** The case after a change, with its line of history. */
export function changed(before: CaseDetail, change: CaseChange, actor: string, at: string): CaseDetail {
  const history = [...before.history]
  for (const [name, action] of [
    ['status', 'status'],
    ['assignee', 'assigned'],
  ] as const)
    if (change[name] !== undefined && change[name] !== before[name])
      history.push({
        id: history.length + 1,
        at,
        actor,
        action,
        from: before[name],
        to: change[name] ?? null,
      })
  const status = change.status ?? before.status
  return { ...before, ...change, status, history, updated_at: at, closed_at: status === 'OPEN' ? null : at }
}
