import { describe, expect, it } from 'vitest'
import { apiQueryOf, filterOf, urlOf, type CaseFilter } from './caseFilter'

const all = filterOf({})
const with_ = (change: Partial<CaseFilter>): CaseFilter => ({ ...all, ...change })

describe('the address of a list', () => {
  it('says only what differs from all open, newest first', () => expect(urlOf(all)).toEqual({}))

  it('is read back as it was written', () => {
    const filter = with_({ status: 'ALL', assignee: 'me', minRisk: 0.999, text: 'card-1', sort: 'amount' })
    expect(filterOf(urlOf(filter))).toEqual(filter)
  })

  it('falls back to defaults where it makes no sense', () =>
    expect(filterOf({ status: 'x', sort: 'toString', min_risk: '7', text: ['a', 'b'] })).toEqual(all))

  it('leaves the status out of the question when any will do', () =>
    expect(apiQueryOf(with_({ status: 'ALL' }))).toEqual({ sort: 'newest', limit: '50', count: 'true' }))
})
