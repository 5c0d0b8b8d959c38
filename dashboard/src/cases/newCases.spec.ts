import { beforeEach, describe, expect, it } from 'vitest'
import { session } from '../session/session'
import { aCase, summaryOf } from '../testing/fixtures'
import { filterOf, type CaseFilter } from './caseFilter'
import { fits, newCases, noteCase, showing } from './newCases'

const item = (over = {}) => summaryOf(aCase(over))
const all = filterOf({})
const with_ = (change: Partial<CaseFilter>): CaseFilter => ({ ...all, ...change })

beforeEach(() => {
  session.user = { username: 'admin', roles: ['admin'], scopes: [] }
  newCases.clear()
})

describe('a case fits a list', () => {
  it.each([
    ['of open ones when it is open', item(), all, true],
    ['of open ones, not when it is closed', item({ status: 'FALSE_POSITIVE' }), all, false],
    ['of any status', item({ status: 'FALSE_POSITIVE' }), with_({ status: 'ALL' }), true],
    ['of nobody', item(), with_({ assignee: 'none' }), true],
    ['of nobody, not when somebody has it', item({ assignee: 'admin' }), with_({ assignee: 'none' }), false],
    ['of mine', item({ assignee: 'admin' }), with_({ assignee: 'me' }), true],
    ['of a colleague', item({ assignee: 'priya.nair' }), with_({ assignee: 'priya.nair' }), true],
    ['from a risk on', item({ risk: 0.9999 }), with_({ minRisk: 0.999 }), true],
    ['from a risk on, not without a score', item({ risk: null }), with_({ minRisk: 0.999 }), false],
    ['of a user that was searched for', item(), with_({ text: ' U-482 ' }), true],
    ['not of another user', item(), with_({ text: 'u-999' }), false],
  ])('%s', (_, one, filter, answer) => expect(fits(one, filter)).toBe(answer))
})

describe('a case that no row shows', () => {
  const at = (minute: number, over = {}) =>
    item({ id: `case-${minute}`, opened_at: `2026-11-23T12:${minute}:00.000Z`, ...over })
  const list = (next_cursor: string | null) => () => ({
    pages: [{ items: [at(30), at(20)], next_cursor, total: 9 }],
    pageParams: [null],
  })

  it.each([
    ['waits when it is newer than the list', 'newest', 40, 'more', true],
    ['is not news when an unread page has it', 'newest', 10, 'more', false],
    ['waits when all pages are read', 'newest', 10, null, true],
    ['comes at the end of the oldest first', 'oldest', 40, 'more', false],
  ] as const)('%s', (_, sort, minute, cursor, waits) => {
    showing([sort, minute, cursor], with_({ sort }))
    noteCase(at(minute), list(cursor))
    expect(newCases.has(`case-${minute}`)).toBe(waits)
  })

  it('is further down the largest amounts when its amount is not known', () => {
    showing(['amounts'], with_({ sort: 'amount' }))
    noteCase(at(40, { amount_minor: null, currency: null }), list('more'))
    noteCase(at(41, { amount_minor: 999_999 }), list('more'))
    expect([...newCases.keys()]).toEqual(['case-41'])
  })
})
