import type { Problem } from './types'

/** What the server answered when it did not do what was asked; status 0 when it did not answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
    /** Seconds. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem.detail || problem.title)
  }

  static noAnswer(): ApiError {
    return new ApiError(0, { type: 'about:blank', title: 'The server does not answer.', status: 0 })
  }

  get code(): string {
    return this.problem.type.replace('urn:tollgate:problem:', '')
  }
}

/** The error as a sentence for people, with the status for those who must look it up. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something in this page went wrong. Load it again.'
  if (error.status === 0) return 'The server does not answer.'
  const text = (error.problem.detail || error.problem.title || 'The server refused it').replace(/\.?\s*$/, '')
  return `${text} (${error.status}).`
}
