import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../api/problem'
import { FakeServer, problem } from '../testing/fakeServer'
import { signedIn } from '../testing/signedIn'
import { call } from './call'
import { session } from './session'

let server: FakeServer
beforeEach(async () => {
  server = FakeServer.withQueue(2, Date.now())
  await signedIn(server)
})

/** Answers late, and counts how many refreshes were under way at once. */
function slowRefresh() {
  const seen = { running: 0, most: 0 }
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    if (!String(input).endsWith('/refresh')) return server.fetch(input, init)
    seen.most = Math.max(seen.most, ++seen.running)
    await new Promise((done) => setTimeout(done, 5))
    seen.running--
    return server.fetch(input, init)
  })
  return seen
}

/** Web Locks, as far as the session needs them: one after the other, in all tabs. */
function withLocks() {
  let last: Promise<unknown> = Promise.resolve()
  const request = (_: string, work: () => Promise<unknown>) => (last = last.then(work, work))
  vi.stubGlobal('navigator', { locks: { request } })
}

/** The session as another tab has it: the same script, loaded anew. */
async function otherTab() {
  vi.resetModules()
  return import('./session')
}

describe('two tabs', () => {
  it('refresh one after the other', async () => {
    withLocks()
    const seen = slowRefresh()
    const tabs = [await otherTab(), await otherTab()]
    for (let round = 0; round < 20; round++) {
      const both = await Promise.all(tabs.map((tab) => tab.refreshSession()))
      expect(both).toEqual([true, true])
    }
    expect(seen.most).toBe(1)
    expect(tabs.map((tab) => tab.session.state)).toEqual(['in', 'in'])
  })

  it('go on when one of them gets no answer', async () => {
    withLocks()
    const tabs = [await otherTab(), await otherTab()]
    let first = true
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
      if (!first) return server.fetch(input, init)
      first = false
      return Promise.reject(new TypeError('the network is gone'))
    })
    const both = await Promise.allSettled(tabs.map((tab) => tab.refreshSession()))
    expect(both.map((one) => one.status)).toEqual(['rejected', 'fulfilled'])
  })
})

describe('a server that cannot refresh now', () => {
  it('ends no session', async () => {
    server.expireToken()
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
      String(input).endsWith('/refresh')
        ? Promise.resolve(problem(503, 'unavailable', 'Not available now'))
        : server.fetch(input, init),
    )
    await expect(call('GET', '/api/overview')).rejects.toThrow(ApiError)
    expect([session.state, session.ended]).toEqual(['in', false])
    vi.stubGlobal('fetch', server.fetch)
    expect((await call('GET', '/api/overview')).data).toBeTruthy()
  })
})
