import { reactive, shallowRef } from 'vue'
import type { CasePageAnswer, CaseSummary } from '../api/types'
import { session } from '../session/session'
import { major } from '../ui/format'
import type { CaseFilter } from './caseFilter'

interface Pages {
  pages: CasePageAnswer[]
}

/** Cases that have come since the list was read, by id. They wait: no row moves that the reader did not move. */
export const newCases = reactive(new Map<string, CaseSummary>())

/** Payments that have joined a case since the reader last stood on it, by id. */
export const newTransactionCounts = reactive(new Map<string, number>())

interface Shown {
  key: readonly unknown[]
  filter: CaseFilter
}

const shown = shallowRef<Shown | null>(null)

/** The list that is on the screen, or was last: the next case is the next one of it. */
export const shownList = shown

export function showing(key: readonly unknown[], filter: CaseFilter) {
  // Back on the same list, what waited waits still.
  if (JSON.stringify(key) !== JSON.stringify(shown.value?.key)) newCases.clear()
  shown.value = { key, filter }
}

/** A case that an event told of waits, when the list on the screen asks for it and does not show it. */
export function noteCase(item: CaseSummary, listOf: (key: readonly unknown[]) => Pages | undefined) {
  const list = shown.value && listOf(shown.value.key)
  if (!shown.value || !list) return
  if ((newCases.get(item.id)?.version ?? 0) > item.version) return
  const isIn = list.pages.some((page) => page.items.some((row) => row.id === item.id))
  if (isIn || !fits(item, shown.value.filter) || isFurtherDown(item, list, shown.value.filter))
    newCases.delete(item.id)
  else newCases.set(item.id, item)
}

export function countNewTransactions(id: string, by: number) {
  newTransactionCounts.set(id, (newTransactionCounts.get(id) ?? 0) + by)
}

/** Whether a case belongs to a list. Text is matched on what the event tells; the server looks further. */
export function fits(item: CaseSummary, filter: CaseFilter): boolean {
  if (filter.status !== 'ALL' && item.status !== filter.status) return false
  if (filter.assignee === 'none' && item.assignee !== null) return false
  if (filter.assignee === 'me' && item.assignee !== session.user?.username) return false
  if (filter.assignee && !['me', 'none'].includes(filter.assignee) && item.assignee !== filter.assignee)
    return false
  if (filter.minRisk !== null && (item.risk ?? 0) < filter.minRisk) return false
  const text = filter.text.trim().toLowerCase()
  const words = [item.user_id, item.id, item.transaction_id, ...item.reasons.map((reason) => reason.text)]
  return !text || words.some((word) => word.toLowerCase().includes(text))
}

/** A case that an unread page holds is not new: it comes when the reader gets there. */
function isFurtherDown(item: CaseSummary, list: Pages, { sort }: CaseFilter): boolean {
  const page = list.pages.at(-1)
  const last = page?.items.at(-1)
  if (!page?.next_cursor || !last) return false
  if (sort === 'oldest') return item.opened_at > last.opened_at
  if (sort === 'newest') return item.opened_at < last.opened_at
  if (sort === 'risk') return (item.risk ?? 0) < (last.risk ?? 0)
  return amountOf(item) < amountOf(last)
}

// What is not known sorts behind everything, as it does on the server.
const amountOf = ({ amount_minor, currency }: CaseSummary) =>
  amount_minor === null || currency === null ? -1 : major(amount_minor, currency)
