import type { QueryClient } from '@tanstack/vue-query'
import { ApiError, sentenceOf } from '../api/problem'
import type { CaseChange, CaseStatus, CaseSummary } from '../api/types'
import { counted } from '../ui/format'
import { show } from '../ui/toast'
import { caseKey, putCase } from './caseCache'
import { fetchCase, patchCase, postComment, type TaggedCase } from './caseCalls'

export type Verdict = Exclude<CaseStatus, 'OPEN'>

/** For a screen that has its own place to say that another was faster; without it a toast says so. */
export type OnChanged = (change: CaseChange) => void

export const VERDICTS: Verdict[] = ['CONFIRMED_FRAUD', 'FALSE_POSITIVE']

/** As labels say it. */
export const VERDICT_WORDS: Record<Verdict, 'fraud' | 'genuine'> = {
  CONFIRMED_FRAUD: 'fraud',
  FALSE_POSITIVE: 'genuine',
}

/** Sends one change with the tag of what was read, and puts the answer wherever the case is shown. */
export async function changeCase(client: QueryClient, id: string, change: CaseChange): Promise<TaggedCase> {
  const known = client.getQueryData<TaggedCase>(caseKey(id))
  // What was read when a payment joined the case since is no ground for a refusal: nobody has looked at it again.
  const fresh = known && !client.getQueryState(caseKey(id))?.isInvalidated
  const { etag } = fresh ? known : await fetchCase(id)
  const answer = await patchCase(id, etag, change)
  client.setQueryData(caseKey(id), answer)
  putCase(client, answer.detail)
  void client.invalidateQueries({ queryKey: ['counts'] })
  return answer
}

/**
 * A verdict acts at once: the row shows it before the server has answered, and goes back when it refuses.
 * False when it was not written; the toast has said why.
 */
export async function giveVerdict(
  client: QueryClient,
  item: CaseSummary,
  verdict: Verdict,
  onChanged?: OnChanged,
): Promise<boolean> {
  const done = await optimistic(client, item, { status: verdict }, onChanged)
  if (!done) return false
  const count = done.detail.transaction_count
  show({
    tone: 'good',
    text: `${item.user_id}: ${VERDICT_WORDS[verdict]}.`,
    detail: `${counted(count, 'payment')} labelled.`,
    undo: () => reopen(client, done.detail),
  })
  return true
}

/** Labels stay until the case is closed again, and the toast says so. */
export async function reopen(client: QueryClient, item: CaseSummary, onChanged?: OnChanged): Promise<void> {
  if (!(await optimistic(client, item, { status: 'OPEN' }, onChanged))) return
  show({
    tone: 'good',
    text: `${item.user_id} is open again.`,
    detail: 'Its labels stay until it is closed.',
  })
}

export async function assign(
  client: QueryClient,
  item: CaseSummary,
  assignee: string | null,
  onChanged?: OnChanged,
): Promise<void> {
  if (await optimistic(client, item, { assignee }, onChanged))
    show({ tone: 'good', text: assignee ? `${item.user_id} is yours.` : `${item.user_id} is nobody's now.` })
}

export async function comment(client: QueryClient, id: string, text: string): Promise<void> {
  const written = await postComment(id, text)
  client.setQueryData<TaggedCase>(caseKey(id), (known) =>
    known && !known.detail.comments.some((other) => other.id === written.id)
      ? { ...known, detail: { ...known.detail, comments: [...known.detail.comments, written] } }
      : known,
  )
  // A comment may have changed the tag as well.
  void client.invalidateQueries({ queryKey: caseKey(id) })
}

async function optimistic(
  client: QueryClient,
  item: CaseSummary,
  change: CaseChange,
  onChanged?: OnChanged,
): Promise<TaggedCase | null> {
  putCase(client, { ...item, ...change, status: change.status ?? item.status })
  try {
    return await changeCase(client, item.id, change)
  } catch (error) {
    putCase(client, item)
    if (isChanged(error) && onChanged) {
      onChanged(change)
      return null
    }
    show({ tone: 'bad', text: refusal(error, item) })
    if (isChanged(error)) void refresh(client, item.id)
    return null
  }
}

export const isChanged = (error: unknown) => error instanceof ApiError && error.status === 412

/** Reads the case again, after another has changed it. */
export async function refresh(client: QueryClient, id: string): Promise<TaggedCase> {
  const fresh = await fetchCase(id)
  client.setQueryData(caseKey(id), fresh)
  putCase(client, fresh.detail)
  return fresh
}

export function refusal(error: unknown, item: CaseSummary): string {
  if (isChanged(error))
    return `${item.user_id} was changed by somebody else just now. Nothing was written; look again.`
  if (error instanceof ApiError && error.code === 'open_case_exists')
    return `${item.user_id} has another open case. Work that one, or leave this one closed.`
  return `${item.user_id}: not written. ${sentenceOf(error)}`
}
