import { expect, it } from 'vitest'
import { aCase } from '../../testing/fixtures'
import { activityOf, wordsOf } from './activity'

const entry = { at: '2026-11-23T12:00:00Z', actor: 'priya.nair', action: 'status', from: null, to: null }

it.each([
  [{ ...entry, actor: 'gate', action: 'opened', to: 'OPEN' }, 'Opened by the gate'],
  [{ ...entry, from: 'OPEN', to: 'CONFIRMED_FRAUD' }, 'Confirmed fraud, by priya.nair'],
  [{ ...entry, from: 'FALSE_POSITIVE', to: 'OPEN' }, 'Opened again by priya.nair'],
  [{ ...entry, action: 'assignee', to: 'priya.nair' }, 'Taken by priya.nair'],
  [{ ...entry, action: 'assignee', from: 'priya.nair' }, 'Given back by priya.nair'],
  [{ ...entry, action: 'risk_rose', from: '0.99', to: '0.999' }, 'Risk rose by priya.nair: 0.99 → 0.999'],
])('says %o in words', (line, words) => expect(wordsOf(line)).toBe(words))

it('puts comments and what was done into one line of time, newest first', () => {
  const lines = activityOf(
    aCase({
      comments: [{ id: 'c', author: 'priya.nair', text: 'Looked at it.', at: '2026-11-23T12:30:00.000Z' }],
    }),
  )
  expect(lines.map((line) => line.kind)).toEqual(['comment', 'event'])
})
