import { expect, it } from 'vitest'
import { aCase } from '../../testing/fixtures'
import type { HistoryEntry } from '../../api/types'
import { activityOf, wordsOf } from './activity'

const entry: HistoryEntry = {
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
])('says %o in words', (line, words) => expect(wordsOf(line)).toBe(words))

it('puts comments and what was done into one line of time, newest first', () => {
  const lines = activityOf(
    aCase({
      comments: [{ id: 'c', author: 'priya.nair', text: 'Looked at it.', at: '2026-11-23T12:30:00.000Z' }],
    }),
  )
  expect(lines.map((line) => line.kind)).toEqual(['comment', 'event'])
})
