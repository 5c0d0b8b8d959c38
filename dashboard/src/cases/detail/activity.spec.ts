import { expect, it } from 'vitest'
import { aCase } from '../../testing/fixtures'
import type { HistoryEntry } from '../../api/types'
import { activityOf, wordsOf } from './activity'

const entry: HistoryEntry = {
  id: 7,
  at: '2026-11-23T12:00:00Z',
  actor: 'priya.nair',
  action: 'status',
  from: null,
  to: null,
}

it.each<[HistoryEntry, string]>([
  [{ ...entry, actor: 'gate', action: 'opened', to: 'OPEN' }, 'Opened by the gate'],
  [{ ...entry, from: 'OPEN', to: 'CONFIRMED_FRAUD' }, 'Confirmed fraud, by priya.nair'],
  [{ ...entry, from: 'FALSE_POSITIVE', to: 'OPEN' }, 'Opened again by priya.nair'],
  [{ ...entry, action: 'assigned', to: 'priya.nair' }, 'Taken by priya.nair'],
  [{ ...entry, action: 'assigned', from: 'priya.nair' }, 'Given back by priya.nair'],
  [{ ...entry, actor: 'acquirer', action: 'reported' }, 'Reported by acquirer'],
  [{ ...entry, actor: 'gate', action: 'joined', from: '3', to: '4' }, '1 payment joined, 4 in all'],
  [
    { ...entry, actor: 'gate', action: 'decided', to: 't-1' },
    't-1, reported before, was stopped by the gate',
  ],
  [
    { ...entry, actor: 'gate', action: 'moved_in', from: '0198f3c2-7a10-7cc4-9b2e-52a1ab9f3a41', to: 't-1' },
    't-1 came from case 9f3a41: it was reported of another user',
  ],
  [
    { ...entry, actor: 'gate', action: 'moved_out', from: 't-1', to: '0198f3c2-7a10-7cc4-9b2e-52a1ab9f3a41' },
    "t-1 went to case 9f3a41: it is another user's",
  ],
])('says %o in words', (line, words) => expect(wordsOf(line)).toBe(words))

it('puts comments and what was done into one line of time, newest first', () => {
  const lines = activityOf(
    aCase({
      comments: [{ id: 'c', author: 'priya.nair', text: 'Looked at it.', at: '2026-11-23T12:30:00.000Z' }],
    }),
  )
  expect(lines.map((line) => line.kind)).toEqual(['comment', 'event'])
})
