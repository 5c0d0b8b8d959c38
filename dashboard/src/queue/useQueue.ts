import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { fetchCases, fetchOverview } from '../api/cases'
import { DEFAULT_GATES } from '../ui/risk'
import { held, showing } from './held'
import { apiQueryOf, filterOf, filterOfView, urlOf, VIEWS, type QueueFilter } from './queueUrl'

export const listKey = (filter: QueueFilter) => ['cases', apiQueryOf(filter)] as const

/** The list of the URL: rows, total, the next page, and what waits to be let in. */
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
  watch(rows, (read) => read.forEach((row) => held.delete(row.id)), { immediate: true })
  const total = computed(() => list.data.value?.pages[0]?.total ?? null)

  function setFilter(change: Partial<QueueFilter>) {
    void router.replace({ path: '/queue', query: urlOf({ ...filter.value, ...change }) })
  }

  /** Lets the held ones in; the reader asked for it, so the list may move now. */
  async function letIn() {
    const coming = [...held.keys()]
    const { isError } = await list.refetch()
    if (!isError) for (const id of coming) held.delete(id)
    void client.invalidateQueries({ queryKey: ['counts'] })
  }

  return { filter, list, rows, total, setFilter, letIn }
}

export function useOverview() {
  return useQuery({
    queryKey: ['counts', 'overview'],
    queryFn: ({ signal }) => fetchOverview(signal),
    refetchInterval: 30_000,
  })
}

export function useGates() {
  const { data } = useOverview()
  return computed(() => data.value?.gates ?? DEFAULT_GATES)
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
