import type { InfiniteData, QueryClient } from '@tanstack/vue-query'
import type { CasePageAnswer, CaseSummary } from '../api/types'
import type { TaggedCase } from './caseCalls'
import { apiQueryOf, type CaseFilter } from './caseFilter'
import { countNewTransactions, noteCase } from './newCases'

/** The pages of a list that have been read. */
export type CasePages = InfiniteData<CasePageAnswer>

export const listKey = (filter: CaseFilter) => ['cases', apiQueryOf(filter)] as const
export const caseKey = (id: string) => ['case', id] as const

/** What happened while nothing was heard is in the lists, not in the stream. */
export function readAgain(client: QueryClient) {
  void client.invalidateQueries({ queryKey: ['cases'] })
  void client.invalidateQueries({ queryKey: ['case'] })
}

/**
 * Changed cases go in place, wherever they are shown; what no list shows yet waits until the reader asks for it. An
 * event that was on its way while a list was read may tell what the list knows already, or less: the version says so.
 */
export function mergeCases(client: QueryClient, cases: CaseSummary[]) {
  const byId = new Map(cases.map((item) => [item.id, item]))
  for (const [key, pages] of client.getQueriesData<CasePages>({ queryKey: ['cases'] })) {
    if (!pages) continue
    let touched = false
    const merged = pages.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => {
        const next = byId.get(item.id)
        if (!next || next.version <= item.version) return item
        touched = true
        if (next.transaction_count > item.transaction_count)
          countNewTransactions(item.id, next.transaction_count - item.transaction_count)
        return next
      }),
    }))
    if (touched) client.setQueryData<CasePages>(key, { ...pages, pages: merged })
  }
  for (const item of cases) {
    noteCase(item, (key) => client.getQueryData<CasePages>(key))
    const open = client.getQueryData<TaggedCase>(caseKey(item.id))
    if (open && open.detail.version < item.version)
      void client.invalidateQueries({ queryKey: caseKey(item.id) })
  }
}

/** Puts a case that this screen has just changed into every list that shows it. */
export function putCase(client: QueryClient, item: CaseSummary) {
  client.setQueriesData<CasePages>({ queryKey: ['cases'] }, (pages) =>
    pages
      ? {
          ...pages,
          pages: pages.pages.map((page) => ({
            ...page,
            items: page.items.map((row) =>
              // An event may have told of a later change before this answer came.
              row.id === item.id && row.version <= item.version ? { ...row, ...changeableOf(item) } : row,
            ),
          })),
        }
      : pages,
  )
}

function changeableOf(item: CaseSummary): Partial<CaseSummary> {
  const { status, assignee, updated_at, closed_at, transaction_count, version } = item
  return { status, assignee, updated_at, closed_at, transaction_count, version }
}
