import type { Problem } from './schema'
import { accessToken, refreshSession, sessionEnded } from '../session/session'
import { ApiError } from './problem'

export interface CallOptions {
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

export interface Answer<T> {
  data: T
  etag: string | null
}

/** One call with the bearer. A 401 refreshes the session once and tries again; a second one ends the session. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  let response = await send(method, path, options)
  if (response.status === 401) {
    if (!(await refreshSession())) {
      sessionEnded()
      throw await problemOf(response)
    }
    response = await send(method, path, options)
    if (response.status === 401) sessionEnded()
  }
  if (!response.ok) throw await problemOf(response)
  const text = await response.text()
  return { data: (text ? JSON.parse(text) : null) as T, etag: response.headers.get('ETag') }
}

async function send(method: string, path: string, { body, headers, signal }: CallOptions): Promise<Response> {
  const token = accessToken()
  try {
    return await fetch(path, {
      method,
      signal: signal ?? null,
      body: body === undefined ? null : JSON.stringify(body),
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw ApiError.noAnswer()
  }
}

export async function problemOf(response: Response): Promise<ApiError> {
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10)
  let problem: Problem = { type: 'about:blank', title: response.statusText, status: response.status }
  try {
    const body: unknown = JSON.parse(await response.text())
    if (typeof body === 'object' && body !== null && 'title' in body) problem = body as Problem
  } catch {
    // Not every proxy on the way answers in JSON; the status is enough then.
  }
  return new ApiError(response.status, problem, Number.isNaN(retryAfter) ? null : retryAfter)
}
