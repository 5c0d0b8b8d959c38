import type {
  CaseChange,
  CaseDetail,
  CasePageAnswer,
  Comment,
  CommentPage,
  HistoryPage,
  PaymentPage,
} from '../api/types'
import { call } from '../session/call'

export interface TaggedCase {
  detail: CaseDetail
  etag: string
}

export type CaseQuery = Record<string, string>

export async function fetchCases(query: CaseQuery, cursor: string | null, signal?: AbortSignal) {
  const search = new URLSearchParams(query)
  if (cursor) search.set('cursor', cursor)
  return (await call<CasePageAnswer>('GET', `/api/cases?${search}`, { signal })).data
}

export async function fetchCase(id: string, signal?: AbortSignal): Promise<TaggedCase> {
  return tagged(await call<CaseDetail>('GET', pathOf(id), { signal }))
}

export const fetchPayments = (id: string, cursor: string) =>
  fetchPart<PaymentPage>(id, 'transactions', cursor)
export const fetchComments = (id: string, cursor: string) => fetchPart<CommentPage>(id, 'comments', cursor)
export const fetchHistory = (id: string, cursor: string) => fetchPart<HistoryPage>(id, 'history', cursor)

async function fetchPart<T>(id: string, part: string, cursor: string): Promise<T> {
  const search = new URLSearchParams({ limit: '200', cursor })
  return (await call<T>('GET', `${pathOf(id)}/${part}?${search}`)).data
}

export async function patchCase(id: string, etag: string, change: CaseChange): Promise<TaggedCase> {
  return tagged(await call<CaseDetail>('PATCH', pathOf(id), { body: change, headers: { 'If-Match': etag } }))
}

export async function postComment(id: string, text: string): Promise<Comment> {
  return (await call<Comment>('POST', `${pathOf(id)}/comments`, { body: { text } })).data
}

const pathOf = (id: string) => `/api/cases/${encodeURIComponent(id)}`

function tagged({ data, etag }: { data: CaseDetail; etag: string | null }): TaggedCase {
  return { detail: data, etag: etag ?? '' }
}
