import { computed, watch, type Ref } from 'vue'
import type { CaseDetail } from '../../api/types'
import { fetchComments, fetchHistory } from '../caseCalls'
import { activityOf } from './activity'
import { usePages } from './usePages'

/** Comments and history of a case as far as they are read, newest first, and the way to read earlier ones. */
export function useActivity(detail: Ref<CaseDetail>) {
  const comments = usePages((cursor) => fetchComments(detail.value.id, cursor))
  const history = usePages((cursor) => fetchHistory(detail.value.id, cursor))

  watch(
    () => detail.value,
    (now, before) => {
      // What the reader has unfolded stays, and what is new comes with the detail.
      const untouched = comments.items.value.length + history.items.value.length === 0
      if (now.id !== before?.id || untouched) {
        comments.begin(now.comments_cursor)
        history.begin(now.history_cursor)
      }
    },
    { immediate: true },
  )

  const all = computed(() => ({
    comments: [...detail.value.comments, ...comments.items.value],
    history: [...detail.value.history, ...history.items.value],
  }))
  /** Before this moment something is not read yet: a line from before would seem to be all there was. */
  const horizon = computed(() => {
    const { comments: said, history: done } = all.value
    const ends = [
      ...(comments.cursor.value === null ? [] : [oldest(said)]),
      ...(history.cursor.value === null ? [] : [oldest(done)]),
    ]
    return ends.sort().at(-1) ?? ''
  })
  const lines = computed(() => activityOf(all.value).filter((line) => line.at >= horizon.value))
  const hasEarlier = computed(() => horizon.value !== '')
  const busy = computed(() => comments.busy.value || history.busy.value)
  const error = computed(() => comments.error.value ?? history.error.value)

  /** Reads on where the line of time ends. */
  async function earlier() {
    const { comments: said, history: done } = all.value
    const reads = []
    if (comments.cursor.value !== null && oldest(said) >= horizon.value) reads.push(comments.more())
    if (history.cursor.value !== null && oldest(done) >= horizon.value) reads.push(history.more())
    await Promise.all(reads)
  }

  return { lines, hasEarlier, busy, error, earlier }
}

const oldest = (lines: { at: string }[]) => lines.map((one) => one.at).sort()[0] ?? ''
