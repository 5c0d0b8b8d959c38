import type { CaseDetail, CaseStatus, HistoryEntry } from '../../api/types'
import { count, counted, shortId } from '../../ui/format'
import { STATUS_WORDS } from '../../ui/decisions/words'

export type Line =
  | { kind: 'comment'; key: string; at: string; who: string; text: string }
  | { kind: 'event'; key: string; at: string; text: string }

/** Comments and what was done, in one line of time, newest first. */
export function activityOf(detail: Pick<CaseDetail, 'comments' | 'history'>): Line[] {
  const comments = detail.comments.map(({ id, at, author, text }): Line => ({
    kind: 'comment',
    key: id,
    at,
    who: author,
    text,
  }))
  // A comment has its own line; that one was written is no second piece of news.
  const events = detail.history
    .filter((entry) => entry.action !== 'commented')
    .map((entry): Line => ({ kind: 'event', key: `h${entry.id}`, at: entry.at, text: wordsOf(entry) }))
  // One that was read twice, as it fell off the first page, is one.
  const once = new Map([...comments, ...events].map((line) => [line.key, line]))
  return [...once.values()].sort((a, b) => b.at.localeCompare(a.at))
}

/** One line of history as a sentence: who did what. */
export function wordsOf({ actor, action, from, to }: HistoryEntry): string {
  const who = actor === 'gate' ? 'the gate' : actor
  switch (action) {
    case 'opened':
      return `Opened by ${who}`
    case 'reported':
      return `Reported by ${who}`
    case 'joined':
      return `${counted(Number(to) - Number(from), 'payment')} joined, ${count(Number(to))} in all`
    case 'decided':
      return `${to}, reported before, was stopped by ${who}`
    case 'moved_in':
      return `${to} came from case ${shortId(from ?? '')}: it was reported of another user`
    case 'moved_out':
      return `${from} went to case ${shortId(to ?? '')}: it is another user's`
    case 'commented':
      return `Commented by ${who}`
    case 'assigned':
      if (to === null) return `Given back by ${who}`
      return to === actor ? `Taken by ${who}` : `Given to ${to} by ${who}`
    case 'status':
      if (to === 'OPEN') return `Opened again by ${who}`
      return `${STATUS_WORDS[to as CaseStatus]}, by ${who}`
  }
}
