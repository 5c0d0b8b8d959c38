import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError, sentenceOf } from '../api/problem'
import { FakeServer } from '../testing/fakeServer'
import { signedIn } from '../testing/signedIn'
import { call } from './call'
import { resumeSession, session, signOut } from './session'

let server: FakeServer
beforeEach(async () => {
  server = FakeServer.withQueue(2, Date.now())
  await signedIn(server)
})

describe('a call', () => {
  it('refreshes the session once when the token has ended, and goes on', async () => {
    server.expireToken()
    const [one, two] = await Promise.all([call('GET', '/api/overview'), call('GET', '/api/overview')])
    expect(one.data).toEqual({ ...(two.data as object), now: expect.any(String) })
    expect(server.seen.filter((line) => line === 'POST /api/session/refresh')).toHaveLength(1)
    expect(session.state).toBe('in')
  })

  it('ends the session when the cookie has ended too', async () => {
    server.endSession()
    await expect(call('GET', '/api/overview')).rejects.toThrow(ApiError)
    expect([session.state, session.ended]).toEqual(['out', true])
  })

  it('says what the server said, with the status', async () => {
    const error = await call('GET', '/api/cases/unknown').catch((reason: unknown) => reason)
    expect(sentenceOf(error)).toBe('No such case (404).')
  })
})

describe('the session', () => {
  it('is taken up from the cookie', async () => {
    Object.assign(session, { state: 'unknown', user: null })
    expect(await resumeSession()).toBe(true)
    expect(session.user?.username).toBe('admin')
  })

  it('is not said to have ended by the one who signed out', async () => {
    await signOut()
    expect([session.state, session.ended, session.user]).toEqual(['out', false, null])
    expect(server.seen).toContain('DELETE /api/session')
  })
})
