import { ref, shallowRef } from 'vue'

interface Page<T> {
  items: T[]
  next_cursor: string | null
}

/** What lies behind the first page of something that may be long: read when the reader asks for more. */
export function usePages<T>(read: (cursor: string) => Promise<Page<T>>) {
  const items = shallowRef<T[]>([])
  const cursor = ref<string | null>(null)
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  let turn = 0

  /** Begins anew, behind another first page; what is still on its way belongs to the one before. */
  function begin(at: string | null) {
    turn++
    items.value = []
    cursor.value = at
    busy.value = false
    error.value = null
  }

  async function more() {
    if (cursor.value === null || busy.value) return
    const mine = turn
    busy.value = true
    error.value = null
    try {
      const page = await read(cursor.value)
      if (mine !== turn) return
      items.value = [...items.value, ...page.items]
      cursor.value = page.next_cursor
    } catch (reason) {
      if (mine === turn) error.value = reason
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  return { items, cursor, busy, error, begin, more }
}
