import type { CaseDetail, CaseStatus, HistoryEntry } from '../../api/types'
import { STATUS_WORDS } from '../../ui/decisions/words'

export type Line =
  | { kind: 'comment'; key: string; at: string; who: string; text: string }
  | { kind: 'event'; key: string; at: string; text: string }

/** Comments and what was done, in one line of time, newest first. */
export function activityOf(detail: CaseDetail): Line[] {
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
    .map((entry, index): Line => ({ kind: 'event', key: `h${index}`, at: entry.at, text: wordsOf(entry) }))
  return [...comments, ...events].sort((a, b) => b.at.localeCompare(a.at))
}

/** One line of history as a sentence: who did what. */
export function wordsOf({ actor, action, to }: HistoryEntry): string {
  const who = actor === 'gate' ? 'the gate' : actor
  switch (action) {
    case 'opened':
      return `Opened by ${who}`
    case 'reported':
      return `Reported by ${who}`
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
