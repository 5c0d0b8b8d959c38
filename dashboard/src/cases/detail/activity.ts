import type { CaseDetail, HistoryEntry } from '../../api/types'
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
    .filter((entry) => !/comment/.test(entry.action))
    .map((entry, index): Line => ({ kind: 'event', key: `h${index}`, at: entry.at, text: wordsOf(entry) }))
  return [...comments, ...events].sort((a, b) => b.at.localeCompare(a.at))
}

/** One line of history as a sentence: who did what. */
export function wordsOf({ actor, action, from, to }: HistoryEntry): string {
  const who = actor === 'gate' ? 'the gate' : actor
  if (/open(ed)?$/.test(action) && from === null) return `Opened by ${who}`
  if (/assign/.test(action)) {
    if (to === null) return `Given back by ${who}`
    return to === actor ? `Taken by ${who}` : `Given to ${to} by ${who}`
  }
  if (from !== null && to === 'OPEN' && isStatus(from)) return `Opened again by ${who}`
  if (to !== null && isStatus(to)) return `${STATUS_WORDS[to]}, by ${who}`
  const change = [from, to].filter((one) => one !== null).join(' → ')
  const what = action.replaceAll(/[._]/g, ' ')
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} by ${who}${change ? `: ${change}` : ''}`
}

function isStatus(word: string): word is keyof typeof STATUS_WORDS {
  return Object.hasOwn(STATUS_WORDS, word)
}
