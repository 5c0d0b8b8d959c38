import { problemOf, send, type RequestOptions } from '../api/client'
import { accessToken, refreshSession, sessionEnded } from './session'

export interface Answer<T> {
  data: T
  etag: string | null
}

/** One call with the bearer. A 401 refreshes the session once and tries again; a second one ends the session. */
export async function call<T>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  let response = await sendWithToken(method, path, options)
  if (response.status === 401) {
    if (!(await refreshSession())) {
      sessionEnded()
      throw await problemOf(response)
    }
    response = await sendWithToken(method, path, options)
    if (response.status === 401) sessionEnded()
  }
  if (!response.ok) throw await problemOf(response)
  const text = await response.text()
  return { data: (text ? JSON.parse(text) : null) as T, etag: response.headers.get('ETag') }
}

function sendWithToken(method: string, path: string, options: RequestOptions): Promise<Response> {
  const token = accessToken()
  const bearer: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {}
  return send(method, path, { ...options, headers: { ...bearer, ...options.headers } })
}
