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
  if (session.state === 'unknown' && !(await refreshSession())) forget()
  return session.state === 'in'
}

/** One refresh at a time: whoever asks meanwhile waits for the same answer. */
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
  try {
    const response = await post('POST', '/api/session/refresh')
    if (!response.ok) return false
    accept((await response.json()) as SessionAnswer)
    return true
  } catch {
    return false
  }
}

function accept(answer: SessionAnswer) {
  token = answer.access_token
  Object.assign(session, { state: 'in', user: answer.user, ended: false })
  clearTimeout(timer)
  // A minute before the end; a laptop that slept through it is caught by the 401.
  timer = setTimeout(() => void refreshSession(), Math.max(5, answer.expires_in - 60) * 1000)
}

function forget() {
  token = null
  clearTimeout(timer)
  Object.assign(session, { state: 'out', user: null })
}

// The header, which no form of another site can set, is what the server asks for beside the cookie.
const post = (method: string, path: string, body?: unknown) =>
  send(method, path, { body, headers: { 'X-Tollgate-Session': '1' } })

// The refresh token changes with each use, so two tabs must not use the same one at once.
async function inOneTab(work: () => Promise<boolean>): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  return locks ? await locks.request('tollgate.session', work) : work()
}
