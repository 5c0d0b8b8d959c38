import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { Overview } from '../api/types'
import { call } from '../session/call'
import { DEFAULT_THRESHOLDS } from '../ui/decisions/risk'

export function useOverview() {
  return useQuery({
    queryKey: ['counts', 'overview'],
    queryFn: async ({ signal }) => (await call<Overview>('GET', '/api/overview', { signal })).data,
    refetchInterval: 30_000,
  })
}

/** The thresholds in force now; a case has those of the generation that decided it. */
export function useThresholds() {
  const { data } = useOverview()
  return computed(() => (data.value ? data.value.thresholds : DEFAULT_THRESHOLDS))
}
