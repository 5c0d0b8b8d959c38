import { computed, reactive } from 'vue'
import { problemOf, send } from '../api/client'
import type { SessionAnswer, User } from '../api/types'

interface SessionState {
  /** `unknown` until the cookie has been tried once. */
  state: 'unknown' | 'in' | 'out'
  user: User | null
  /** True when the server ended it, not the person. */
  ended: boolean
}

export const session = reactive<SessionState>({ state: 'unknown', user: null, ended: false })

export const isMe = (name: string | null) => name !== null && name === session.user?.username

/** An auditor reads everything and changes nothing. */
export const canWorkCases = computed(
  () => session.user?.roles.some((role) => ['admin', 'lead', 'analyst'].includes(role)) ?? false,
)

/** A request that never answers must not hold up the refresh of every other tab. */
const PATIENCE = 15_000
/** Between two attempts while the server cannot tell whether the session goes on. */
const RETRY = 10_000

// In memory only: a script that could read storage would keep it; this one is gone with the page.
let token: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let refreshing: Promise<boolean> | null = null

export const accessToken = () => token

export async function signIn(username: string, password: string): Promise<void> {
  const response = await post('POST', '/api/session', { username, password })
  if (!response.ok) throw await problemOf(response)
  accept((await response.json()) as SessionAnswer)
}

/** Takes up the session of the cookie, if there is one. */
export async function resumeSession(): Promise<boolean> {
  if (session.state === 'unknown' && !(await refreshSession().catch(() => false))) forget()
  return session.state === 'in'
}

/**
 * One refresh at a time, in all tabs: whoever asks meanwhile in this one waits for the same answer. False when the
 * session is over; a server that cannot tell now is an error, and the session goes on.
 */
export function refreshSession(): Promise<boolean> {
  refreshing ??= inOneTab(refresh).finally(() => (refreshing = null))
  return refreshing
}

export function sessionEnded() {
  const was = session.state
  forget()
  session.ended = was === 'in' || session.ended
}

export async function signOut(): Promise<void> {
  try {
    await post('DELETE', '/api/session')
  } finally {
    forget()
    session.ended = false
  }
}

async function refresh(): Promise<boolean> {
  const response = await post('POST', '/api/session/refresh', undefined, AbortSignal.timeout(PATIENCE))
  if (response.status === 401 || response.status === 403) return false
  if (!response.ok) throw await problemOf(response)
  accept((await response.json()) as SessionAnswer)
  return true
}

function accept(answer: SessionAnswer) {
  token = answer.access_token
  Object.assign(session, { state: 'in', user: answer.user, ended: false })
  // A minute before the end; a laptop that slept through it is caught by the 401.
  refreshIn(Math.max(5, answer.expires_in - 60) * 1000)
}

function refreshIn(wait: number) {
  clearTimeout(timer)
  timer = setTimeout(() => void refreshSession().catch(() => refreshIn(RETRY)), wait)
}

function forget() {
  token = null
  clearTimeout(timer)
  Object.assign(session, { state: 'out', user: null })
}

// The header, which no form of another site can set, is what the server asks for beside the cookie.
const post = (method: string, path: string, body?: unknown, signal?: AbortSignal) =>
  send(method, path, { body, headers: { 'X-Tollgate-Session': '1' }, ...(signal && { signal }) })

// The refresh token changes with each use. Where a browser has no locks, without HTTPS, the server's leeway for a
// token that comes twice keeps two tabs from ending each other's session.
async function inOneTab(work: () => Promise<boolean>): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  return locks ? await locks.request('tollgate.session', work) : work()
}
