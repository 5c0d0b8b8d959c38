import type { InfiniteData, QueryClient } from '@tanstack/vue-query'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CasePageAnswer } from '../api/types'
import { changed } from '../testing/casePages'
import { FakeServer } from '../testing/fakeServer'
import { aCase, summaryOf } from '../testing/fixtures'
import { until } from '../testing/mounted'
import { signedIn } from '../testing/signedIn'
import { toast, undoLast } from '../ui/toast'
import { listKey } from './caseCache'
import { fetchCase, fetchCases } from './caseCalls'
import { apiQueryOf, filterOf } from './caseFilter'
import { comment, giveVerdict, reopen } from './verdicts'

const FILTER = filterOf({})
const item = summaryOf(aCase({ transaction_count: 9 }))
let server: FakeServer
let client: QueryClient

beforeEach(async () => {
  server = new FakeServer([aCase({ transaction_count: 9 })])
  client = await signedIn(server)
  const page = await fetchCases(apiQueryOf(FILTER), null)
  client.setQueryData(listKey(FILTER), { pages: [page], pageParams: [null] })
})

const row = () => client.getQueryData<InfiniteData<CasePageAnswer>>(listKey(FILTER))!.pages[0]!.items[0]!

describe('a verdict', () => {
  it('shows in the list at once, is written, and says what it labelled', async () => {
    const done = giveVerdict(client, item, 'CONFIRMED_FRAUD')
    expect(row().status).toBe('CONFIRMED_FRAUD')
    expect(await done).toBe(true)
    expect(server.cases[0]!.status).toBe('CONFIRMED_FRAUD')
    expect(toast.value).toMatchObject({ text: 'u-48210: fraud.', detail: '9 payments labelled.' })
  })

  it('is taken back by undo, which says that the labels stay', async () => {
    await giveVerdict(client, item, 'FALSE_POSITIVE')
    undoLast()
    await until(() => expect(server.cases[0]!.status).toBe('OPEN'))
    await until(() => expect(toast.value?.text).toBe('u-48210 is open again.'))
    expect(toast.value?.detail).toBe('Its labels stay until it is closed.')
    expect(row().status).toBe('OPEN')
  })

  it('goes back in the list when another was faster, and writes nothing', async () => {
    client.setQueryData(['case', item.id], await fetchCase(item.id))
    server.tell(
      changed(server.cases[0]!, { assignee: 'priya.nair' }, 'priya.nair', '2026-11-23T12:05:00.000Z'),
    )
    expect(await giveVerdict(client, item, 'CONFIRMED_FRAUD')).toBe(false)
    expect(server.cases[0]!.status).toBe('OPEN')
    expect(row().status).toBe('OPEN')
    expect(toast.value?.text).toContain('was changed by somebody else')
  })

  it('is given to the screen to settle when the screen can', async () => {
    client.setQueryData(['case', item.id], await fetchCase(item.id))
    server.tell(
      changed(server.cases[0]!, { assignee: 'priya.nair' }, 'priya.nair', '2026-11-23T12:05:00.000Z'),
    )
    const settle = vi.fn()
    await giveVerdict(client, item, 'CONFIRMED_FRAUD', settle)
    expect(settle).toHaveBeenCalledWith({ status: 'CONFIRMED_FRAUD' })
    expect(toast.value).toBeNull()
  })
})

it('does not reopen a case whose user has another open one, and says so', async () => {
  await giveVerdict(client, item, 'CONFIRMED_FRAUD')
  server.tell(aCase({ id: 'another' }))
  await reopen(client, item)
  expect(toast.value?.text).toBe('u-48210 has another open case. Work that one, or leave this one closed.')
})

it('puts a written comment to the case', async () => {
  client.setQueryData(['case', item.id], await fetchCase(item.id))
  await comment(client, item.id, 'Same device as u-30977.')
  expect(server.cases[0]!.comments.map((one) => one.text)).toEqual(['Same device as u-30977.'])
  expect(client.getQueryData(['case', item.id])).toMatchObject({
    detail: { comments: [{ author: 'admin' }] },
  })
})
