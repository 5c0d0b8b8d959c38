import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeServer, problem } from '../../testing/fakeServer'
import { aReportedCase, someCase, summaryOf } from '../../testing/fixtures'
import { mounted, press, until } from '../../testing/mounted'
import { signedIn } from '../../testing/signedIn'
import { mergeCases } from '../caseCache'
import QueuePage from './QueuePage.vue'

const NOW = Date.now()
let server: FakeServer
let page: VueWrapper | undefined
beforeEach(() => {
  server = FakeServer.withQueue(60, NOW)
})
afterEach(() => page?.unmount())

const rows = () => page!.findAll('tr[data-case]')
const current = () => rows().findIndex((row) => row.attributes('aria-current') === 'true')

async function show(path = '/queue') {
  const client = await signedIn(server)
  const shown = await mounted(QueuePage, path, client)
  page = shown.page
  return { ...shown, client }
}

async function showRows(path?: string) {
  const shown = await show(path)
  await until(() => expect(rows().length).toBeGreaterThan(0))
  return shown
}

describe('the queue', () => {
  it('shows where rows will be, then the first fifty and how many there are', async () => {
    await show()
    expect(page!.findAll('.skeleton').length).toBeGreaterThan(0)
    await until(() => expect(rows()).toHaveLength(50))
    expect(page!.get('.pager').text()).toContain('1–50 of 60')
    await page!.get('.pager button').trigger('click')
    await until(() => expect(rows()).toHaveLength(60))
    expect(page!.find('.pager button').exists()).toBe(false)
  })

  it('says why first, with what is usual beside it', async () => {
    await showRows()
    expect(rows()[0]!.get('.why b').text()).not.toContain('usual')
    expect(rows()[0]!.get('.why .usual').text()).toContain('usual')
  })

  it('asks for what the address names', async () => {
    await showRows('/queue?assignee=none&sort=risk&min_risk=0.999')
    expect(page!.findAll('.chip.on').map((chip) => chip.text())).toEqual([
      'Status Open',
      'Assignee nobody',
      'Risk from 1 in 1,000',
    ])
    expect(rows().every((row) => !row.find('.avatar').exists())).toBe(true)
  })

  it('says when nothing is open, and when nothing fits', async () => {
    await showRows('/queue')
    page!.unmount()
    await show('/queue?text=no-such-thing')
    await until(() => expect(page!.text()).toContain('No case fits these filters. 60 are open.'))
    page!.unmount()
    server = new FakeServer()
    await show()
    await until(() => expect(page!.text()).toContain('The next one appears here by itself.'))
  })

  it('says what went wrong, and reads again when told', async () => {
    const answer = server.fetch
    const client = await signedIn(server)
    vi.stubGlobal('fetch', (...call: Parameters<typeof answer>) =>
      String(call[0]).startsWith('/api/cases')
        ? problem(503, 'unavailable', 'The database does not answer')
        : answer(...call),
    )
    page = (await mounted(QueuePage, '/queue', client)).page
    await until(() =>
      expect(page!.text()).toContain('The list could not be read. The database does not answer (503).'),
    )
    vi.stubGlobal('fetch', answer)
    await page.get('.empty button').trigger('click')
    await until(() => expect(rows()).toHaveLength(50))
  })

  it('moves with j and k, opens with Enter', async () => {
    const { router } = await showRows()
    press('j')
    press('j')
    press('k')
    await until(() => expect(current()).toBe(1))
    press('Enter')
    await until(() => expect(router.currentRoute.value.path).toBe(`/cases/${server.cases[1]!.id}`))
  })

  it('gives a verdict with f, goes on to the next row, and takes it back with z', async () => {
    await showRows()
    await until(() => expect(current()).toBe(0))
    press('f')
    await until(() => expect(server.cases[0]!.status).toBe('CONFIRMED_FRAUD'))
    await until(() => expect(page!.get('.toast').text()).toContain('fraud.'))
    expect(current()).toBe(1)
    expect(rows()[0]!.classes()).toContain('gone')
    press('z')
    await until(() => expect(server.cases[0]!.status).toBe('OPEN'))
    await until(() => expect(rows()[0]!.classes()).not.toContain('gone'))
  })

  it('holds new cases until the reader lets them in, and keeps the cursor on its case', async () => {
    const { client } = await showRows()
    const fresh = someCase(500, NOW)
    server.tell(fresh)
    mergeCases(client, [summaryOf(fresh)])
    await until(() => expect(page!.get('.new-cases').text()).toContain('1 new'))
    expect(rows()[0]!.attributes('data-case')).not.toBe(fresh.id)
    press('.')
    await until(() => expect(rows()[0]!.attributes('data-case')).toBe(fresh.id))
    expect(page!.find('.new-cases').exists()).toBe(false)
    expect(current()).toBe(1)
  })

  it('lets a case into an empty list by itself: there is no row to move', async () => {
    server = new FakeServer()
    const { client } = await show()
    await until(() => expect(page!.text()).toContain('No open case.'))
    const fresh = someCase(501, NOW)
    server.tell(fresh)
    mergeCases(client, [summaryOf(fresh)])
    await until(() => expect(rows()).toHaveLength(1))
  })

  it('says of a reported case that the gate never saw what is not known of it', async () => {
    const hasWidth = { matches: true } as MediaQueryList
    vi.spyOn(window, 'matchMedia').mockReturnValue(hasWidth)
    server = new FakeServer([aReportedCase({ risk: null })])
    await showRows()
    expect(rows()[0]!.get('.col-amount').text()).toContain('amount not known')
    await until(() => expect(page!.get('.peek').text()).toContain('1 payment that the gate never saw.'))
    expect(page!.get('.peek .lead').text()).toBe('No score. The gate never saw this payment.')
    expect(page!.get('.peek').text()).toContain('Card, device and merchant are not known')
    expect(page!.text()).not.toMatch(/0\.00|1970|NaN|Invalid/)
  })

  it('gives an auditor nothing to judge with', async () => {
    server.roles = ['auditor']
    await showRows()
    press('f')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(server.seen.some((line) => line.startsWith('PATCH'))).toBe(false)
    expect(page!.find('.peek .verdict').exists()).toBe(false)
  })
})
