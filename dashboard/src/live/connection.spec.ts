import type { QueryClient } from '@tanstack/vue-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listKey, mergeCases, readAgain, type CasePages } from '../cases/caseCache'
import { fetchCases } from '../cases/caseCalls'
import { apiQueryOf, filterOf } from '../cases/caseFilter'
import { newTransactionCounts, newCases, showing } from '../cases/newCases'
import { FakeServer } from '../testing/fakeServer'
import { someCase } from '../testing/fixtures'
import { signedIn } from '../testing/signedIn'
import { live, startLive, stopLive } from './connection'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const FILTER = filterOf({})
let server: FakeServer
let client: QueryClient

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW })
  server = FakeServer.withQueue(3, NOW)
  client = await signedIn(server)
  const page = await fetchCases(apiQueryOf(FILTER), null)
  client.setQueryData(listKey(FILTER), { pages: [page], pageParams: [null] })
  showing(listKey(FILTER), FILTER)
  startLive({ changed: (cases) => mergeCases(client, cases), missed: () => readAgain(client) })
  await vi.advanceTimersByTimeAsync(10)
})
afterEach(() => {
  stopLive()
  vi.useRealTimers()
})

const rows = () => client.getQueryData<CasePages>(listKey(FILTER))!.pages[0]!.items
const soon = () => vi.advanceTimersByTimeAsync(300)

describe('the live link', () => {
  it('is live with the first heartbeat and tells its rate', () => {
    expect(live.state).toBe('live')
    expect(live.rate).toBe(3.1)
    expect(live.open).toBe(3)
  })

  it('holds a new case back, and moves no row', async () => {
    const before = rows().map((row) => row.id)
    server.tell(someCase(50, NOW))
    await soon()
    expect(newCases.size).toBe(1)
    expect(rows().map((row) => row.id)).toEqual(before)
  })

  it('changes a case in its place, and says by how many payments it grew', async () => {
    const [first] = server.cases
    const grownBy2 = { ...first!, transaction_count: first!.transaction_count + 2 }
    server.tell({ ...grownBy2, updated_at: new Date(NOW + 1).toISOString() })
    await soon()
    expect(rows()[0]!.transaction_count).toBe(first!.transaction_count + 2)
    expect(newTransactionCounts.get(first!.id)).toBe(2)
    expect(newCases.size).toBe(0)
  })

  it('does not take back what an older event tells', async () => {
    const [first] = server.cases
    server.tell({ ...first!, assignee: 'priya.nair', version: 8 })
    await soon()
    server.tellLate({ ...first!, assignee: 'late.news', version: 7 })
    await soon()
    expect(rows()[0]!.assignee).toBe('priya.nair')
  })

  it('paints a burst of events once', async () => {
    const paints = vi.fn()
    client.getQueryCache().subscribe(({ type }) => type === 'updated' && paints())
    for (let i = 1; i <= 20; i++) {
      const [first] = server.cases
      server.tell({ ...first!, transaction_count: 100 + i, updated_at: new Date(NOW + i).toISOString() })
      await vi.advanceTimersByTimeAsync(5)
    }
    await soon()
    expect(rows()[0]!.transaction_count).toBe(120)
    expect(paints).toHaveBeenCalledTimes(1)
  })

  it('lets go of a new case that another has closed', async () => {
    const fresh = someCase(51, NOW)
    server.tell(fresh)
    await soon()
    server.tell({ ...fresh, status: 'FALSE_POSITIVE', updated_at: new Date(NOW + 5).toISOString() })
    await soon()
    expect(newCases.size).toBe(0)
  })

  it('says it is not live after 15 s without a heartbeat', async () => {
    await vi.advanceTimersByTimeAsync(14_900)
    expect(live.state).toBe('live')
    await vi.advanceTimersByTimeAsync(200)
    expect(live.state).toBe('down')
    expect(live.since).toBeGreaterThanOrEqual(NOW + 15_000)
  })

  it('comes back after a cut, with the last event id, and reads the lists anew', async () => {
    server.tell(someCase(52, NOW))
    await soon()
    const asked = vi.spyOn(client, 'invalidateQueries')
    server.cut()
    await vi.advanceTimersByTimeAsync(1)
    expect(live.state).toBe('down')
    await vi.advanceTimersByTimeAsync(1000)
    expect(live.state).toBe('live')
    expect(server.lastEventIds).toEqual([null, '1'])
    expect(asked).toHaveBeenCalledWith({ queryKey: ['cases'] })
  })

  it('reconnects with a fresh token when the old one has ended', async () => {
    server.expireToken()
    server.cut()
    await vi.advanceTimersByTimeAsync(1000)
    expect(live.state).toBe('live')
    expect(server.seen).toContain('POST /api/session/refresh')
  })
})
