import { ApiError } from './problem'
import type { Problem } from './types'

export interface RequestOptions {
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** One request with a JSON body. A server that does not answer is an ApiError too, so that callers have one kind. */
export async function send(
  method: string,
  path: string,
  { body, headers, signal }: RequestOptions = {},
): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      signal: signal ?? null,
      body: body === undefined ? null : JSON.stringify(body),
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
    })
  } catch (error) {
    if (signal?.aborted && !isTimeout(signal)) throw error
    throw ApiError.noAnswer()
  }
}

const isTimeout = ({ reason }: AbortSignal) =>
  reason instanceof DOMException && reason.name === 'TimeoutError'

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
