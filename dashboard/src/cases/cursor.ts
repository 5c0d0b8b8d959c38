import { computed, ref, watch, type Ref } from 'vue'
import type { CaseSummary } from '../api/types'
import { newTransactionCounts } from './newCases'

// Outlives the screen, so that "back" from a case finds the reader where they left.
const cursorId = ref<string | null>(null)
let lastIndex = 0
let listName = ''

/** The row under the cursor. It stays on its case when rows move, and in its place when the case goes. */
export function useCursor(rows: Ref<CaseSummary[]>, name: Ref<string>) {
  // Another list begins at its top; the same one, after a look at a case, where the reader was.
  watch(
    name,
    () => {
      if (name.value !== listName) forgetCursor()
      listName = name.value
    },
    { immediate: true, flush: 'sync' },
  )
  const index = computed(() => rows.value.findIndex((row) => row.id === cursorId.value))
  const current = computed(() => rows.value[index.value] ?? null)

  watch(
    [rows, index],
    () => {
      if (index.value >= 0) lastIndex = index.value
      else if (rows.value.length > 0)
        cursorId.value = rows.value[Math.min(lastIndex, rows.value.length - 1)]!.id
    },
    { immediate: true },
  )

  function set(id: string) {
    cursorId.value = id
    newTransactionCounts.delete(id)
  }

  function move(step: number) {
    const next = rows.value[Math.min(rows.value.length - 1, Math.max(0, index.value + step))]
    if (next) set(next.id)
  }

  return { current, index, set, move }
}

export function forgetCursor() {
  cursorId.value = null
  lastIndex = 0
}

export function setCursor(id: string) {
  cursorId.value = id
}

/** The next open case after this one that nobody has, around the end. */
export function nextUnassigned(rows: CaseSummary[], after: number): CaseSummary | null {
  const turned = [...rows.slice(after + 1), ...rows.slice(0, Math.max(0, after))]
  return turned.find((row) => row.status === 'OPEN' && row.assignee === null) ?? null
}
