import { QueryClient } from '@tanstack/vue-query'
import { vi } from 'vitest'
import { forgetCursor } from '../cases/cursor'
import { newCases, newTransactionCounts } from '../cases/newCases'
import { session, signIn } from '../session/session'
import { dismiss } from '../ui/toast'
import type { FakeServer } from './fakeServer'

/** Puts the fake server behind fetch, signs the admin in, and gives a query cache that does not retry. */
export async function signedIn(server: FakeServer): Promise<QueryClient> {
  vi.stubGlobal('fetch', server.fetch)
  Object.assign(session, { state: 'unknown', user: null, ended: false })
  newCases.clear()
  newTransactionCounts.clear()
  forgetCursor()
  dismiss()
  await signIn('admin', 'admin123')
  return new QueryClient({ defaultOptions: { queries: { retry: false } } })
}
