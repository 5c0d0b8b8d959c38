import { computed, ref, watch, type Ref } from 'vue'
import type { CaseDetail, Payment } from '../../api/types'
import { fetchPayments } from '../caseCalls'
import { usePages } from './usePages'

/**
 * The payments of a case as far as they are read: those of its detail, which follow what happens, and the pages behind
 * them that the reader has asked for.
 */
export function useCasePayments(detail: Ref<CaseDetail>) {
  const pages = usePages((cursor) => fetchPayments(detail.value.id, cursor))
  // The newest payments as they were when the pages behind them began: those that join push them off the first page.
  const head = ref<Payment[]>([])

  function begin() {
    head.value = detail.value.transactions
    pages.begin(detail.value.transactions_cursor)
  }

  watch(
    () => detail.value,
    (now, before) => {
      const ids = new Set(head.value.map((one) => one.transaction_id))
      const follows = now.transactions.some((one) => ids.has(one.transaction_id))
      // A verdict writes labels, so that all is read anew; and more may have joined than the first page holds.
      if (now.id !== before?.id || now.status !== before.status || !follows || pages.items.value.length === 0)
        begin()
    },
    { immediate: true },
  )

  const loaded = computed(() => {
    const all = [...pages.items.value, ...head.value, ...detail.value.transactions]
    return [...new Map(all.map((one) => [one.transaction_id, one])).values()]
  })
  return { ...pages, loaded }
}
