import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/vue-query'
import { computed, ref, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { CaseChange, CasePageAnswer, HistoryEntry } from '../../api/types'
import { session } from '../../session/session'
import { show } from '../../ui/toast'
import { caseKey } from '../caseCache'
import { fetchCase, fetchCases } from '../caseCalls'
import { nextUnassigned, setCursor } from '../cursor'
import { shownList } from '../newCases'
import { assign, giveVerdict, refresh, reopen, type Verdict } from '../verdicts'

/** What was to be written when another turned out to have been faster. */
export interface Conflict {
  change: CaseChange
  /** What the other has done, newest first; empty when only payments have joined. */
  theirs: HistoryEntry[]
  /** How many payments have joined it meanwhile. */
  joined: number
}

export function useCase(id: Ref<string>) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: computed(() => caseKey(id.value)),
    queryFn: ({ signal }) => fetchCase(id.value, signal),
  })
  const detail = computed(() => query.data.value?.detail ?? null)
  const conflict = ref<Conflict | null>(null)
  const busy = ref(false)
  watch(id, () => (conflict.value = null))

  async function onChanged(change: CaseChange) {
    const before = detail.value
    const seen = before?.history.at(-1)?.id ?? 0
    const fresh = await refresh(client, id.value)
    // That payments have joined is told by their number.
    const theirs = fresh.detail.history.filter((line) => line.id > seen && line.action !== 'joined')
    conflict.value = {
      change,
      theirs: theirs.reverse(),
      joined: fresh.detail.transaction_count - (before?.transaction_count ?? 0),
    }
  }

  async function act(work: (item: NonNullable<typeof detail.value>) => Promise<unknown>) {
    if (!detail.value || busy.value) return
    busy.value = true
    conflict.value = null
    try {
      await work(detail.value)
    } finally {
      busy.value = false
    }
  }

  const judge = (verdict: Verdict) =>
    act(async (item) => item.status === 'OPEN' && giveVerdict(client, item, verdict, onChanged))
  const openAgain = () => act(async (item) => item.status !== 'OPEN' && reopen(client, item, onChanged))
  const take = () =>
    act((item) => {
      const me = session.user?.username ?? null
      return assign(client, item, item.assignee === me ? null : me, onChanged)
    })

  /** Sends what was to be written, over what the other has done. */
  function sendMine() {
    const change = conflict.value?.change
    if (!change) return
    const { status, assignee = null } = change
    void act((item) => {
      if (status === 'OPEN') return reopen(client, item, onChanged)
      return status ? giveVerdict(client, item, status, onChanged) : assign(client, item, assignee, onChanged)
    })
  }

  return { query, detail, conflict, busy, judge, openAgain, take, sendMine }
}

/** The case among the others of the list it was opened from. */
export function useNeighbours(id: Ref<string>) {
  const client = useQueryClient()
  const router = useRouter()

  const around = computed(() => {
    const key = shownList.value?.key
    const pages = key && client.getQueryData<InfiniteData<CasePageAnswer>>(key)
    const rows = pages?.pages.flatMap((page) => page.items) ?? []
    return {
      rows,
      index: rows.findIndex((row) => row.id === id.value),
      total: pages?.pages[0]?.total ?? rows.length,
    }
  })

  function goTo(other: string | undefined) {
    if (!other) return
    setCursor(other)
    void router.replace(`/cases/${other}`)
  }

  function step(by: number) {
    if (around.value.index >= 0) goTo(around.value.rows[around.value.index + by]?.id)
  }

  async function next() {
    const { rows, index } = around.value
    // The rows were read before this case was worked; itself it is never the next one.
    const free = nextUnassigned(
      rows.filter((row) => row.id !== id.value),
      index - 1,
    )
    const found = free ?? (await firstUnassigned())
    if (found) goTo(found.id)
    else show({ tone: 'bad', text: 'No open case is without an assignee.' })
  }

  /** The server's answer, when the list has none, or was never read. */
  async function firstUnassigned() {
    try {
      const page = await fetchCases({ status: 'OPEN', assignee: 'none', limit: '2' }, null)
      return page.items.find((item) => item.id !== id.value) ?? null
    } catch {
      return null
    }
  }

  return { around, step, next }
}
