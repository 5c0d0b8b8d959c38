import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { listKey } from '../caseCache'
import { fetchCases } from '../caseCalls'
import { apiQueryOf, filterOf, filterOfView, urlOf, VIEWS, type CaseFilter } from '../caseFilter'
import { newCases, showing } from '../newCases'

/** The list of the URL: rows, total, the next page, and the way to show what has come since. */
export function useQueue() {
  const route = useRoute()
  const router = useRouter()
  const client = useQueryClient()
  const filter = computed(() => filterOf(route.query))
  const key = computed(() => listKey(filter.value))

  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetchCases(apiQueryOf(filter.value), pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // Back on the screen after a case: show what was there, and read it anew behind it.
    staleTime: 5000,
  })
  watch(key, () => showing(key.value, filter.value), { immediate: true })

  const rows = computed(() => list.data.value?.pages.flatMap((page) => page.items) ?? [])
  // What a reading of the list has brought along waits no longer.
  watch(rows, (read) => read.forEach((row) => newCases.delete(row.id)), { immediate: true })
  const total = computed(() => list.data.value?.pages[0]?.total ?? null)

  function setFilter(change: Partial<CaseFilter>) {
    void router.replace({ path: '/queue', query: urlOf({ ...filter.value, ...change }) })
  }

  /** The reader asked for the new ones, so the list may move now. */
  async function showNew() {
    const coming = [...newCases.keys()]
    const { isError } = await list.refetch()
    if (!isError) for (const id of coming) newCases.delete(id)
    void client.invalidateQueries({ queryKey: ['counts'] })
  }

  return { filter, list, rows, total, setFilter, showNew }
}

/** How many are mine: the list's own count, without its rows. */
export function useMine() {
  const mine = { ...apiQueryOf(filterOfView(VIEWS[1]!)), limit: '1' }
  return useQuery({
    queryKey: ['counts', 'mine'],
    queryFn: ({ signal }) => fetchCases(mine, null, signal).then((page) => page.total),
    refetchInterval: 60_000,
  })
}
