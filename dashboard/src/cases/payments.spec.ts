import { describe, expect, it } from 'vitest'
import { aCase, aPayment, aReportedCase } from '../testing/fixtures'
import { isSeenCase, paymentsOf } from './payments'

describe('the payments that a case tells of', () => {
  it('has each payment once, oldest first', () => {
    const twice = aCase({
      transactions: [aPayment()],
      severest: aPayment(),
      evidence: [aPayment(), aPayment({ transaction_id: 't-0', event_time: '2026-11-23T11:00:00Z' })],
    })
    expect(paymentsOf(twice).map((one) => one.transaction_id)).toEqual(['t-0', 't-1'])
  })

  it('end with those that the gate never saw, whose time nobody knows', () => {
    const known = (id: string, hour: string) =>
      aPayment({ transaction_id: id, event_time: `2026-11-23T${hour}:00:00Z` })
    const reported = aReportedCase({ evidence: [known('t-3', '13'), known('t-2', '12')] })
    expect(paymentsOf(reported).map((one) => one.transaction_id)).toEqual(['t-2', 't-3', 'r-1'])
    expect([isSeenCase(reported), isSeenCase(aCase())]).toEqual([false, true])
  })
})
