import type { InfiniteData, QueryClient } from '@tanstack/vue-query'
import { grew, hold } from '../queue/held'
import type { TaggedCase } from './cases'
import type { CasePageAnswer, CaseSummary } from './schema'

type Pages = InfiniteData<CasePageAnswer>

/** Changed cases go in place, wherever they are shown; what no list shows yet is held for the reader to let in. */
export function mergeCases(client: QueryClient, cases: CaseSummary[]) {
  const known = new Set<string>()
  const byId = new Map(cases.map((item) => [item.id, item]))
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: ['cases'] })) {
    if (!pages) continue
    let touched = false
    const merged = pages.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => {
        const next = byId.get(item.id)
        if (!next) return item
        known.add(item.id)
        if (isOlder(next, item)) return item
        touched = true
        if (next.transaction_count > item.transaction_count)
          grew(item.id, next.transaction_count - item.transaction_count)
        return next
      }),
    }))
    if (touched) client.setQueryData<Pages>(key, { ...pages, pages: merged })
  }
  for (const item of cases) {
    hold(item, listOf(client))
    const open = client.getQueryData<TaggedCase>(['case', item.id])
    if (open && isOlder(open.detail, item)) void client.invalidateQueries({ queryKey: ['case', item.id] })
  }
}

/** Puts a case that this screen has just changed into every list that shows it. */
export function putCase(client: QueryClient, item: CaseSummary) {
  client.setQueriesData<Pages>({ queryKey: ['cases'] }, (pages) =>
    pages
      ? {
          ...pages,
          pages: pages.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => (row.id === item.id ? { ...row, ...summaryOf(item) } : row)),
          })),
        }
      : pages,
  )
}

function summaryOf(item: CaseSummary): Partial<CaseSummary> {
  const { status, assignee, updated_at, closed_at, transaction_count } = item
  return { status, assignee, updated_at, closed_at, transaction_count }
}

// An event that was on its way while a list was read may tell what the list knows already, or less.
function isOlder(item: CaseSummary, than: CaseSummary): boolean {
  return Date.parse(item.updated_at) < Date.parse(than.updated_at)
}

function listOf(client: QueryClient): (key: readonly unknown[]) => Pages | undefined {
  return (key) => client.getQueryData<Pages>(key)
}
